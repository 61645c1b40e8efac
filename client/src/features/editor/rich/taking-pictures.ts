/** Pictures that are dropped on rich text or pasted there; of other files it is said that they are none. */
import { Plugin, Selection } from '@milkdown/prose/state';
import { $prose } from '@milkdown/utils';
import { carriedBy } from '../pictures/carried.js';
import { takePictures } from '../take-pictures.js';

interface Takers {
  onPictures: (files: File[]) => void;
  /** One of the talk's, as Markdown. */
  onCarried: (markdown: string) => void;
}

export const takingPictures = ({ onPictures, onCarried }: Takers) =>
  $prose(
    () =>
      new Plugin({
        props: {
          handlePaste: (_, event) => takePictures(event, event.clipboardData, onPictures, true),
          handleDrop(view, event) {
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            const carried = carriedBy(event.dataTransfer);
            if (carried === '' && !takePictures(event, event.dataTransfer, onPictures, true)) return false;
            if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
            if (carried !== '') onCarried(carried);
            return true;
          },
        },
      }),
  );
