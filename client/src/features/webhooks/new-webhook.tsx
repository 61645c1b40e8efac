import { useState } from 'react';
import type { EventType } from '../../../../src/contract/event-types.js';
import type { WebhookWithSecret } from '../../../../src/contract/webhooks.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { useAnswer } from '../../ui/use-answer.js';
import { t } from '../../words/words.js';
import { EventChoice } from './event-choice.js';

interface NewWebhookProps {
  projectId: string | null;
  installation: boolean;
  onMade: (hook: WebhookWithSecret) => void;
}

export function NewWebhook({ projectId, installation, onMade }: NewWebhookProps) {
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<EventType[]>([]);
  const { busy, problem, submit } = useAnswer(async () => {
    onMade(await api.createWebhook({ url: url.trim(), eventTypes: chosen, projectId, installation }));
    setUrl('');
    setChosen([]);
  });
  return (
    <details className="webhooks-new">
      <summary>{t('webhooks.new.title')}</summary>
      <form onSubmit={submit}>
        <Field
          label={t('webhooks.new.address')}
          type="url"
          required
          autoComplete="off"
          placeholder={t('webhooks.new.example')}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <EventChoice chosen={chosen} onChange={setChosen} />
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
