import { useState } from 'react';
import type { EventType } from '../../../../src/contract/event-types.js';
import type { Webhook, WebhookChange, WebhookWithSecret } from '../../../../src/contract/webhooks.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Message } from '../../ui/message.js';
import { list } from '../../ui/times-and-sizes.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { Deliveries } from './deliveries.js';
import { EventChoice } from './event-choice.js';
import { useAsked } from './use-asked.js';

interface WebhookRowProps {
  hook: Webhook;
  /** The project whose page it is on. */
  at: string | null;
  onChange: () => void;
  onSecret: (hook: WebhookWithSecret) => void;
}

export function WebhookRow({ hook, at, onChange, onSecret }: WebhookRowProps) {
  const { busy, ask } = useAsked();
  const [opened, setOpened] = useState(false);
  const change = (asked: WebhookChange): void =>
    ask(async () => {
      await api.changeWebhook(hook.id, asked);
      onChange();
    }, t('webhooks.refused.change'));
  return (
    <li className="webhook">
      <div className="members-who">
        <span className="members-name">{hook.url}</span>
        <span className="muted">{[scopeOf(hook), typesOf(hook.eventTypes)].join(' · ')}</span>
      </div>
      <div className="members-actions">
        {hook.pausedAt === null && (
          <Button small look="quiet" busy={busy} onClick={() => change({ paused: true })}>
            {t('webhooks.pause')}
          </Button>
        )}
        <NewSecret hook={hook} onSecret={onSecret} />
        <Remove hook={hook} onChange={onChange} />
      </div>
      <Paused hook={hook} busy={busy} onGoOn={() => change({ paused: false })} />
      <Types key={hook.eventTypes.join()} hook={hook} busy={busy} onSave={(eventTypes) => change({ eventTypes })} />
      <details className="webhook-more" onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>{t('webhooks.deliveries.title')}</summary>
        {opened && <Deliveries hook={hook} at={at} onChange={onChange} />}
      </details>
    </li>
  );
}

function scopeOf({ projectId, installation }: Webhook): string {
  if (installation) return t('webhooks.scope.installation');
  return t(projectId === null ? 'webhooks.scope.all' : 'webhooks.scope.one');
}

const typesOf = (types: readonly EventType[]): string =>
  types.length === 0 ? t('webhooks.types.all') : list(types.map((type) => t(`webhooks.types.${type}`)));

interface PausedProps {
  hook: Webhook;
  busy: boolean;
  onGoOn: () => void;
}

/** Why nothing is sent, and what to do. */
function Paused({ hook, busy, onGoOn }: PausedProps) {
  if (hook.secretIsLost) return <Message tone="bad">{t('webhooks.secret.lost')}</Message>;
  if (hook.pausedAt === null) return null;
  return (
    <Message
      tone="warn"
      actions={
        <Button small busy={busy} onClick={onGoOn}>
          {t('webhooks.goOn')}
        </Button>
      }
    >
      {hook.pausedBecause === null
        ? t('webhooks.pausedByHand')
        : t('webhooks.pausedBecause', { why: said(hook.pausedBecause) })}
    </Message>
  );
}

function Types({ hook, busy, onSave }: { hook: Webhook; busy: boolean; onSave: (types: EventType[]) => void }) {
  const [chosen, setChosen] = useState<EventType[]>(hook.eventTypes);
  return (
    <details className="webhook-more">
      <summary>{t('webhooks.types.change')}</summary>
      <EventChoice chosen={chosen} onChange={setChosen} />
      <Button small busy={busy} onClick={() => onSave(chosen)}>
        {t('webhooks.types.save')}
      </Button>
    </details>
  );
}

function NewSecret({ hook, onSecret }: Pick<WebhookRowProps, 'hook' | 'onSecret'>) {
  const { busy, ask } = useAsked();
  const [asked, setAsked] = useState(0);
  const rotate = (): void =>
    ask(async () => {
      onSecret(await api.rotateWebhook(hook.id));
      // Another dialog, closed.
      setAsked((n) => n + 1);
    }, t('webhooks.refused.rotate'));
  return (
    <Confirm
      key={asked}
      label={t('webhooks.rotate.label')}
      question={t('webhooks.rotate.question')}
      keep={t('webhooks.rotate.keep')}
      sure={t('webhooks.rotate.sure')}
      busy={busy}
      onSure={rotate}
    >
      {t('webhooks.rotate.words')}
    </Confirm>
  );
}

function Remove({ hook, onChange }: Pick<WebhookRowProps, 'hook' | 'onChange'>) {
  const { busy, ask } = useAsked();
  const remove = (): void =>
    ask(async () => {
      await api.deleteWebhook(hook.id);
      onChange();
    }, t('webhooks.refused.delete'));
  return (
    <Confirm
      label={t('webhooks.delete.label')}
      spoken={t('webhooks.delete.spoken', { host: new URL(hook.url).host })}
      question={t('webhooks.delete.question')}
      keep={t('webhooks.delete.keep')}
      sure={t('webhooks.delete.label')}
      busy={busy}
      onSure={remove}
    >
      {t('webhooks.delete.words')}
    </Confirm>
  );
}
