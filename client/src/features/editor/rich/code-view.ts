/** A block of code in rich text, with a field for its language. */
import { codeBlockSchema } from '@milkdown/preset-commonmark';
import type { Node } from '@milkdown/prose/model';
import type { EditorView, NodeView } from '@milkdown/prose/view';
import { $view } from '@milkdown/utils';
import { ownField } from './own-field.js';
import { t } from '../../../words/words.js';

export const codeView = $view(codeBlockSchema.node, () => (node, view, getPos) => new CodeView(node, view, getPos));

/** Offered while somebody types; any other name is kept as it is. */
const LANGUAGES =
  'bash c cpp csharp css diff docker go graphql html java javascript json jsx kotlin markdown php powershell python ruby rust scss shell sql swift text toml tsx typescript xml yaml'.split(
    ' ',
  );

class CodeView implements NodeView {
  readonly dom = document.createElement('div');
  readonly contentDOM = document.createElement('code');
  private readonly language: HTMLInputElement;

  constructor(
    private node: Node,
    view: EditorView,
    getPos: () => number | undefined,
  ) {
    this.dom.className = 'rich-code';
    const block = document.createElement('pre');
    block.append(this.contentDOM);
    this.language = ownField(t('editor.code.language'), view, (typed) => {
      const at = getPos();
      if (at === undefined) return;
      const language = typed.trim().replaceAll(/\s+/g, '-');
      view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...this.node.attrs, language }));
    });
    this.language.placeholder = t('editor.code.short');
    this.language.setAttribute('list', languageList());
    this.language.value = String(node.attrs.language);
    this.dom.append(this.language, block);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    if (document.activeElement !== this.language) this.language.value = String(node.attrs.language);
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target === this.language;
  }

  ignoreMutation(mutation: { target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target);
  }
}

/** One list in the page for all blocks of code; answers its id. */
function languageList(): string {
  const id = 'code-languages';
  if (document.getElementById(id)) return id;
  const list = document.createElement('datalist');
  list.id = id;
  list.append(...LANGUAGES.map((name) => new Option(name, name)));
  document.body.append(list);
  return id;
}
