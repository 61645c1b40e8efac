import { useCallback, useEffect, useState } from 'react';
import { api } from '../../api.js';
import { Message } from '../../ui/message.js';
import { size } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { addDocuments } from '../documents/sending.js';
import { refusalOf } from './check-file.js';
import { DropArea } from '../files/drop-area.js';
import { pick } from '../files/picked-files.js';
import { StorageLine } from '../files/storage-line.js';
import type { Unfinished } from './unfinished.js';
import { findUnfinished, forgetUnfinished } from './unfinished.js';
import { uploads } from './uploads.js';

interface GiveRecordingProps {
  projectId: string;
  /** Whether the person owns the project, so that its files count for them. */
  mine: boolean;
}

/** For a project without a recording: takes one, or goes on with an interrupted upload when its file is chosen again. */
export function GiveRecording({ projectId, mine }: GiveRecordingProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const unfinished = useUnfinished(projectId);
  const start = useCallback(
    async (files: File[]): Promise<void> => {
      const picked = pick(files);
      // An interrupted upload has its room already.
      const takesRoom = mine && unfinished === null;
      const refusal = picked.problem ?? (picked.recording && (await refusalOf(picked.recording, takesRoom)));
      const forgotten = picked.captions && !picked.recording ? t('upload.give.captionsOnly') : null;
      setProblem(refusal ?? forgotten);
      if (refusal || forgotten) return;
      if (picked.recording) uploads.start(projectId, picked.recording, picked.captions);
      addDocuments(projectId, picked.documents);
    },
    [projectId, mine, unfinished],
  );
  const onFiles = useCallback((files: File[]) => void start(files), [start]);
  return (
    <>
      {unfinished ? (
        <DropArea title={t('upload.give.goOn', { name: unfinished.filename })} onFiles={onFiles}>
          <p>
            {t('upload.give.interrupted', {
              stored: size(unfinished.storedBytes),
              size: size(unfinished.sizeBytes),
            })}
          </p>
        </DropArea>
      ) : (
        <DropArea title={t('upload.give.drop')} onFiles={onFiles}>
          <p>{t('upload.give.none')}</p>
          <p className="muted">{t('upload.give.captions')}</p>
          {mine && <StorageLine />}
        </DropArea>
      )}
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
    </>
  );
}

/** The upload that this browser began before it was closed or reloaded, if the server still has it. */
function useUnfinished(projectId: string): (Unfinished & { storedBytes: number }) | null {
  const [found, setFound] = useState<(Unfinished & { storedBytes: number }) | null>(null);
  useEffect(() => {
    let here = true;
    const look = async (): Promise<void> => {
      const unfinished = await findUnfinished(projectId);
      const storedBytes = unfinished && (await api.storedBytes(unfinished.address));
      if (unfinished && storedBytes === null) await forgetUnfinished(projectId);
      if (here) setFound(unfinished && storedBytes !== null ? { ...unfinished, storedBytes } : null);
    };
    // If the server cannot be reached, nothing is offered; choosing the file goes on with the upload all the same.
    look().catch(() => undefined);
    return () => {
      here = false;
    };
  }, [projectId]);
  return found;
}
