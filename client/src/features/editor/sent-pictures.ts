import { useCallback, useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { alternative } from './pictures/alternative.js';
import { takePictures } from './take-pictures.js';
import type { OpenDraft } from './writing.js';
import { t } from '../../words/words.js';

/** As the server keeps to, which looks at the bytes where the browser does not know. */
const SHOWN = /^(?:image\/(?:jpeg|png|gif|webp))?$/;

/** Sends pictures to the project, and puts each into the draft once it is kept there. */
export function useSentPictures(projectId: string, draft: OpenDraft | null): (files: File[]) => void {
  const open = useRef(draft);
  useEffect(() => {
    open.current = draft;
  }, [draft]);
  return useCallback(
    (files: File[]) => {
      const send = async (file: File): Promise<void> => {
        // A film of some gigabytes is not sent to hear that.
        if (!SHOWN.test(file.type)) return refuse(file, t('editor.pictures.notShown'));
        const waiting = toast.loading(t('editor.pictures.sending', { name: file.name }));
        try {
          const { name } = await api.sendPicture(projectId, file);
          open.current?.insertBlocks(`![${alternative(nameOf(file))}](pictures/${name})`);
        } catch (error) {
          refuse(file, messageOf(error));
        } finally {
          toast.dismiss(waiting);
        }
      };
      // One after the other, so that they stand in their order.
      void files.reduce((before, file) => before.then(() => send(file)), Promise.resolve());
    },
    [projectId],
  );
}

const refuse = ({ name }: File, why: string): void => {
  toast.error(t('editor.pictures.notKept', { name }), { description: why });
};

/** For what is words alone: says so of files that are dropped or pasted there. */
export function refuseFiles(event: DragEvent | ClipboardEvent): void {
  const data = event instanceof DragEvent ? event.dataTransfer : event.clipboardData;
  takePictures(
    event,
    data,
    (files) => {
      for (const file of files) refuse(file, t('editor.pictures.wordsAlone'));
    },
    true,
  );
}

/** Pasted ones are called `image.png`, which says nothing. */
const nameOf = ({ name }: File): string => {
  const words = name
    .replace(/\.\w+$/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return /^(?:image|screenshot|picture|img|\d+)?$/i.test(words) ? '' : words;
};
