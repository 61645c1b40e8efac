/** Pictures that are dropped on rich text or pasted there. */
import { Plugin, Selection } from '@milkdown/prose/state';
import { $prose } from '@milkdown/utils';
import { takePictures } from '../take-pictures.js';

export const takingPictures = (onPictures: (files: File[]) => void) =>
  $prose(
    () =>
      new Plugin({
        props: {
          handlePaste: (_, event) => takePictures(event, event.clipboardData, onPictures),
          handleDrop(view, event) {
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (!takePictures(event, event.dataTransfer, onPictures)) return false;
            if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
            return true;
          },
        },
      }),
  );
