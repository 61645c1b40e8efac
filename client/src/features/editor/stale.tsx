import { ButtonLink } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';

/** What the draft was made from has changed since, and where it can be made anew. */
export const Stale = ({ projectId }: { projectId: string }) => (
  <Message
    tone="warn"
    actions={
      <ButtonLink small to={`/projects/${projectId}`}>
        {t('task.overview')}
      </ButtonLink>
    }
  >
    {t('editor.stale')}
  </Message>
);
