import { useCallback, useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { alternative } from './pictures/alternative.js';
import type { OpenDraft } from './writing.js';
import { t } from '../../words/words.js';

/** Sends pictures to the project, and puts each into the draft once it is kept there. */
export function useSentPictures(projectId: string, draft: OpenDraft | null): (files: File[]) => void {
  const open = useRef(draft);
  useEffect(() => {
    open.current = draft;
  }, [draft]);
  return useCallback(
    (files: File[]) => {
      const send = async (file: File): Promise<void> => {
        const waiting = toast.loading(t('editor.pictures.sending', { name: file.name }));
        try {
          const { name } = await api.sendPicture(projectId, file);
          open.current?.insertBlocks(`![${alternative(nameOf(file))}](pictures/${name})`);
        } catch (error) {
          toast.error(t('editor.pictures.notKept', { name: file.name }), { description: messageOf(error) });
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

/** Pasted ones are called `image.png`, which says nothing. */
const nameOf = ({ name }: File): string => {
  const words = name
    .replace(/\.\w+$/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return /^(?:image|screenshot|picture|img|\d+)?$/i.test(words) ? '' : words;
};
