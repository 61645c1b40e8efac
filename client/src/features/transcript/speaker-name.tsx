import type { SubmitEvent } from 'react';
import type { Speaker } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { wordIn } from '../../ui/field.js';
import { Icon } from '../../ui/icon.js';
import { t } from '../../words/words.js';

interface SpeakerNameProps {
  name: string;
  onEdit: (() => void) | null;
}

/** Who says the lines from here on. */
export function SpeakerName({ name, onEdit }: SpeakerNameProps) {
  return (
    <div className="line-who">
      <span className="line-speaker">{name}</span>
      {onEdit && (
        <button
          type="button"
          className="speaker-edit"
          aria-label={t('transcript.speaker.rename', { name })}
          onClick={onEdit}
        >
          <Icon name="pencil" />
        </button>
      )}
    </div>
  );
}

interface SpeakerEditorProps {
  projectId: string;
  speaker: Speaker;
  onClose: (renamed?: Speaker) => void;
}

/** A name being changed, for all lines of the speaker: Enter saves it, Escape leaves it as it was. */
export function SpeakerEditor({ projectId, speaker, onClose }: SpeakerEditorProps) {
  const request = useRequest(projectId);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const name = wordIn(new FormData(event.currentTarget), 'name').trim();
    if (name === speaker.name) return onClose();
    let renamed = speaker;
    const rename = async (): Promise<void> => {
      renamed = await api.renameSpeaker(projectId, speaker.id, name);
    };
    if (await request.run(rename, t('transcript.speaker.notRenamed'))) onClose(renamed);
  }

  return (
    <form
      className="line-who"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <input
        name="name"
        aria-label={t('transcript.speaker.name')}
        defaultValue={speaker.name}
        required
        maxLength={100}
        autoFocus
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Button look="primary" small type="submit" busy={request.busy}>
        {t('transcript.speaker.save')}
      </Button>
      <Button look="quiet" small onClick={() => onClose()}>
        {t('transcript.speaker.cancel')}
      </Button>
    </form>
  );
}
