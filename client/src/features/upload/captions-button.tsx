import { useId, useState } from 'react';
import { toast } from 'sonner';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { afterRequest } from '../../realtime/live.js';
import { t } from '../../words/words.js';
import { acceptedCaptions } from '../files/picked-files.js';

interface CaptionsButtonProps {
  projectId: string;
  look?: 'primary' | 'secondary';
  children: string;
}

/** Adds captions to an existing project: they become its transcript. */
export function CaptionsButton({ projectId, look = 'secondary', children }: CaptionsButtonProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);

  async function send(file: File): Promise<void> {
    setBusy(true);
    try {
      const { cues } = await api.sendCaptions(projectId, file);
      toast.success(t('upload.captions.taken'), {
        description: t('upload.captions.howMany', { count: cues, name: file.name }),
      });
      await afterRequest(projectId);
    } catch (error) {
      toast.error(t('upload.captions.refused'), { description: messageOf(error), duration: Infinity });
    } finally {
      setBusy(false);
    }
  }

  return (
    <label className={`button button-${look} button-small ${busy ? 'button-busy' : ''}`} htmlFor={id}>
      {children}
      <input
        id={id}
        className="unseen"
        type="file"
        accept={acceptedCaptions}
        disabled={busy}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void send(file);
        }}
      />
    </label>
  );
}
