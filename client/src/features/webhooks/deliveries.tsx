import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Webhook, WebhookDelivery } from '../../../../src/contract/webhooks.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { ago } from '../../ui/times-and-sizes.js';
import { usePages } from '../../ui/use-pages.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { useAsked } from './use-asked.js';

/** So often it is asked what was sent meanwhile, while somebody looks. */
const AGAIN_MS = 3_000;

interface DeliveriesProps {
  hook: Webhook;
  at: string | null;
  onChange: () => void;
}

/** What was sent to a webhook, newest first: each event with its number, what was answered, and how often it was tried. */
export function Deliveries({ hook, at, onChange }: DeliveriesProps) {
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setLooks((n) => n + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const { newest, shown, more, busy } = usePages({
    key: `deliveries:${hook.id}`,
    version: String(looks),
    load: (cursor) => api.deliveries(hook.id, cursor),
    noMore: t('webhooks.deliveries.noMore'),
  });
  return (
    <ResourceView resource={newest} notReady={null}>
      {(page) => {
        const all = shown(page);
        if (all.items.length === 0) return <p className="muted">{t('webhooks.deliveries.none')}</p>;
        return (
          <>
            <ol className="webhook-deliveries">
              {all.items.map((delivery) => (
                <Line key={delivery.id} hook={hook} delivery={delivery} at={at} onChange={onChange} />
              ))}
            </ol>
            {all.nextCursor !== null && (
              <Button small busy={busy} onClick={() => void more(all)}>
                {t('webhooks.deliveries.more')}
              </Button>
            )}
          </>
        );
      }}
    </ResourceView>
  );
}

interface LineProps extends DeliveriesProps {
  delivery: WebhookDelivery;
}

function Line({ hook, delivery, at, onChange }: LineProps) {
  const now = useMinutes();
  const { busy, ask } = useAsked();
  const { projectId, seq, type, attempts, lastAttemptAt, deliveredAt, status, error } = delivery;
  const again = (): void =>
    ask(async () => {
      await api.replayWebhook(hook.id, { projectId, after: seq - 1 });
      onChange();
    }, t('webhooks.refused.replay'));
  return (
    <li data-taken={deliveredAt !== null}>
      <div className="members-who">
        <span>
          <strong>{t('webhooks.deliveries.number', { seq })}</strong> <code>{type}</code>
          {projectId !== at && (
            <>
              {' '}
              <Link to={`/projects/${projectId}`}>{t('webhooks.deliveries.project')}</Link>
            </>
          )}
        </span>
        <span className={deliveredAt === null ? 'webhook-refused' : 'muted'}>
          {[
            outcomeOf(status, error),
            t('webhooks.deliveries.tries', { count: attempts }),
            ago(lastAttemptAt, now),
          ].join(' · ')}
        </span>
      </div>
      <Button
        small
        look="quiet"
        busy={busy}
        aria-label={t('webhooks.deliveries.againSpoken', { seq })}
        title={t('webhooks.deliveries.againHint')}
        onClick={again}
      >
        {t('webhooks.deliveries.again')}
      </Button>
    </li>
  );
}

const outcomeOf = (status: number | null, error: string | null): string =>
  error === null ? t('webhooks.deliveries.taken', { status: status ?? '' }) : said(error);
