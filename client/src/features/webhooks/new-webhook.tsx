import type { EventType } from '../../../../src/contract/event-types.js';
import type { WebhookWithSecret } from '../../../../src/contract/webhooks.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { useKept } from '../../ui/kept.js';
import { Message } from '../../ui/message.js';
import { useAnswer } from '../../ui/use-answer.js';
import { t } from '../../words/words.js';
import { EventChoice } from './event-choice.js';

interface NewWebhookProps {
  projectId: string | null;
  installation: boolean;
  onMade: (hook: WebhookWithSecret) => void;
}

/** What is in the fields. */
interface Typed {
  url: string;
  chosen: EventType[];
}

const NOTHING: Typed = { url: '', chosen: [] };

export function NewWebhook({ projectId, installation, onMade }: NewWebhookProps) {
  const [kept, keep] = useKept<Typed>(`webhook:${installation ? 'installation' : (projectId ?? 'mine')}`);
  const { url, chosen } = kept ?? NOTHING;
  const type = (part: Partial<Typed>): void => keep({ url, chosen, ...part });
  const { busy, problem, submit } = useAnswer(async () => {
    onMade(await api.createWebhook({ url: url.trim(), eventTypes: chosen, projectId, installation }));
    keep(null);
  });
  return (
    <details className="webhooks-new" open={kept !== null || undefined}>
      <summary>{t('webhooks.new.title')}</summary>
      <form onSubmit={submit}>
        <Field
          label={t('webhooks.new.address')}
          type="url"
          required
          autoComplete="off"
          placeholder={t('webhooks.new.example')}
          value={url}
          onChange={(event) => type({ url: event.target.value })}
        />
        <EventChoice chosen={chosen} onChange={(events) => type({ chosen: events })} />
        {problem && (
          <Message tone="bad" urgent>
            {problem}
          </Message>
        )}
        <div>
          <Button type="submit" look="primary" busy={busy}>
            {t('webhooks.new.make')}
          </Button>
        </div>
      </form>
    </details>
  );
}
