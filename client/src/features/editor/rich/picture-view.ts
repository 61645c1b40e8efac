/** A picture in rich text: the screenshot itself, and below it a field for its alternative text. */
import { imageSchema } from '@milkdown/preset-commonmark';
import type { Node } from '@milkdown/prose/model';
import type { EditorView, NodeView } from '@milkdown/prose/view';
import { $view } from '@milkdown/utils';
import { ownField } from './own-field.js';
import { t } from '../../../words/words.js';

/** The address of a picture that `src` in a draft means; null where it is none of the project's. */
export type PictureAddress = (src: string) => string | null;

/** A picture from elsewhere would tell its server who reads this, so only its alternative text is shown. */
export const pictureView = (addressOf: PictureAddress) =>
  $view(imageSchema.node, () => (node, view, getPos) => new PictureView(node, view, getPos, addressOf));

class PictureView implements NodeView {
  readonly dom = document.createElement('span');
  private readonly alt: HTMLInputElement;

  constructor(
    private node: Node,
    view: EditorView,
    getPos: () => number | undefined,
    private readonly addressOf: PictureAddress,
  ) {
    this.dom.className = 'rich-picture';
    this.alt = ownField(t('editor.pictures.alt'), view, (alt) => {
      const at = getPos();
      if (at === undefined) return;
      view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...this.node.attrs, alt: alt.trim() }));
    });
    this.alt.placeholder = t('editor.pictures.describe');
    this.show();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const isSame = node.attrs.src === this.node.attrs.src;
    this.node = node;
    if (isSame) this.alt.value = String(node.attrs.alt);
    else this.show();
    return true;
  }

  /** Keys and presses in the field are the field's own. */
  stopEvent(event: Event): boolean {
    return event.target === this.alt;
  }

  ignoreMutation(): boolean {
    return true;
  }

  private show(): void {
    const { src, alt } = this.node.attrs as { src: string; alt: string };
    this.alt.value = alt;
    const address = this.addressOf(src);
    if (address === null) {
      const words = document.createElement('span');
      words.className = 'muted';
      words.textContent = t('editor.pictures.elsewhereRich', { src });
      this.dom.replaceChildren(words, this.alt);
      return;
    }
    const picture = document.createElement('img');
    picture.src = address;
    picture.alt = '';
    picture.loading = 'lazy';
    this.dom.replaceChildren(picture, this.alt);
  }
}
