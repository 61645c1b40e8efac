import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import type { WebhookWithSecret } from '../../../../src/contract/webhooks.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { CopyLink } from '../../ui/copy-link.js';
import { DocsLink } from '../../ui/docs-link.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';
import { NewWebhook } from './new-webhook.js';
import { WebhookRow } from './webhook-row.js';

interface WebhooksSectionProps {
  id?: string;
  /** Null: all of the person's, and new ones are for all of their projects. */
  projectId: string | null;
  /** Those over everybody's projects, for who runs this Devreel; nothing else. */
  installation?: boolean;
}

/** Which other programs are told what happens: a person's own, for one project, for all that they may change, or for everybody's. */
export function WebhooksSection({ id = 'webhooks', projectId, installation = false }: WebhooksSectionProps) {
  const [changes, setChanges] = useState(0);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const hooks = useResource('webhooks', String(changes), () => api.webhooks());
  const onChange = (): void => setChanges((n) => n + 1);
  const section = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  // Who follows a notice that one is paused comes here from another page.
  useEffect(() => {
    if (hash === `#${id}`) section.current?.scrollIntoView();
  }, [hash, id]);
  const onSecret = (hook: WebhookWithSecret): void => {
    setMade(hook);
    onChange();
  };
  return (
    <section ref={section} id={id} className="card checklist webhooks" aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>{t('webhooks.title')}</h2>
      <p className="shares-about muted">
        {t(aboutOf(projectId, installation))} <DocsLink to="webhooks">{t('docs.webhooks')}</DocsLink>
      </p>
      <ResourceView resource={hooks} notReady={null}>
        {({ items }) => (
          <ul className="members-list">
            {items
              .filter((hook) => hook.installation === installation)
              .filter((hook) => projectId === null || [null, projectId].includes(hook.projectId))
              .map((hook) => (
                <WebhookRow key={hook.id} hook={hook} at={projectId} onChange={onChange} onSecret={onSecret} />
              ))}
          </ul>
        )}
      </ResourceView>
      {made !== null && <Secret hook={made} onClose={() => setMade(null)} />}
      <NewWebhook projectId={projectId} installation={installation} onMade={onSecret} />
    </section>
  );
}

function aboutOf(projectId: string | null, installation: boolean) {
  if (installation) return 'webhooks.aboutInstallation';
  return projectId === null ? 'webhooks.aboutAll' : 'webhooks.aboutOne';
}

function Secret({ hook, onClose }: { hook: WebhookWithSecret; onClose: () => void }) {
  return (
    <div className="webhooks-secret" role="status">
      <CopyLink
        key={hook.secret}
        label={t('webhooks.secret.label', { host: new URL(hook.url).host })}
        link={hook.secret}
        hint={t('webhooks.secret.hint')}
      />
      <Button small look="quiet" onClick={onClose}>
        {t('webhooks.secret.close')}
      </Button>
    </div>
  );
}
