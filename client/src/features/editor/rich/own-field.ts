/** A field within the text, such as a picture's alternative text. What is typed there is put into the text when it is left. */
import type { EditorView } from '@milkdown/prose/view';

/** Enter leads back to the text; so that Control+S saves what is typed here, too, that is put in before. */
export function ownField(label: string, view: EditorView, commit: (value: string) => void): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'text';
  field.setAttribute('aria-label', label);
  let told = '';
  const tell = (): void => {
    if (field.value === told) return;
    told = field.value;
    commit(field.value);
  };
  field.addEventListener('focus', () => (told = field.value));
  field.addEventListener('change', tell);
  field.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey)) tell();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    tell();
    view.focus();
  });
  return field;
}
