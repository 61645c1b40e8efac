import { useState } from 'react';
import { toast } from 'sonner';
import type { ApiKey } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { DocsLink } from '../../ui/docs-link.js';
import { Confirm } from '../../ui/confirm.js';
import { Field } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { ago } from '../../ui/times-and-sizes.js';
import { locale, t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import { FormEnd } from './form-end.js';
import { useForm } from './use-form.js';

/** `mayAdminister`: whether keys may be made that do what administrators do. */
export function KeysSection({ mayAdminister }: { mayAdminister: boolean }) {
  const [version, setVersion] = useState(0);
  const [made, setMade] = useState<string | null>(null);
  const keys = useResource('api-keys', String(version), () => api.apiKeys());
  const changed = (): void => setVersion((n) => n + 1);

  async function remove({ id, name }: ApiKey): Promise<void> {
    try {
      await api.deleteApiKey(id);
    } catch (error) {
      toast.error(t('account.keys.notDeleted', { name }), { description: messageOf(error) });
    }
    changed();
  }

  return (
    <AccountSection
      id="keys"
      title={t('account.keys.title')}
      words={
        <>
          {t('account.keys.words')} <DocsLink to="api">{t('docs.api')}</DocsLink>
        </>
      }
    >
      <ResourceView resource={keys} notReady={null}>
        {({ items }) => (
          <ul className="account-list">
            {items.map((key) => (
              <KeyLine key={key.id} apiKey={key} onDelete={() => void remove(key)} />
            ))}
          </ul>
        )}
      </ResourceView>
      {made !== null && <MadeKey value={made} />}
      <NewKey
        mayAdminister={mayAdminister}
        onMade={(key) => {
          setMade(key);
          changed();
        }}
      />
    </AccountSection>
  );
}

function KeyLine({ apiKey, onDelete }: { apiKey: ApiKey; onDelete: () => void }) {
  const now = useMinutes();
  const { name, scopes, lastUsedAt, expiresAt } = apiKey;
  const used = lastUsedAt === null ? t('account.keys.unused') : t('account.keys.used', { when: ago(lastUsedAt, now) });
  return (
    <li>
      <div className="account-line">
        <strong>{name}</strong>
        <span className="muted">{[t(wordsOf(scopes)), used, endOf(expiresAt, now)].join(' · ')}</span>
      </div>
      <Confirm
        label={t('account.keys.delete')}
        spoken={t('account.keys.deleteSpoken', { name })}
        question={t('account.keys.question', { name })}
        keep={t('account.keep')}
        sure={t('account.keys.delete')}
        busy={false}
        onSure={onDelete}
      >
        {t('account.keys.deleteWords')}
      </Confirm>
    </li>
  );
}

/** What is said of each choice of scopes. */
const CHOICES = {
  write: ['read', 'write'],
  read: ['read'],
  admin: ['read', 'write', 'admin'],
} as const satisfies Record<string, ApiKey['scopes']>;

const wordsOf = (scopes: ApiKey['scopes']) =>
  scopes.includes('admin')
    ? ('account.keys.administers' as const)
    : scopes.includes('write')
      ? ('account.keys.writes' as const)
      : ('account.keys.reads' as const);

function scopesOf(choice: string): ApiKey['scopes'] {
  const found = Object.entries(CHOICES).find(([name]) => name === choice);
  return [...(found?.[1] ?? CHOICES.read)];
}

function endOf(expiresAt: string | null, now: number): string {
  if (expiresAt === null) return t('account.keys.endless');
  const date = new Date(expiresAt).toLocaleDateString(locale(), { dateStyle: 'medium' });
  return t(Date.parse(expiresAt) > now ? 'account.keys.ends' : 'account.keys.ended', { date });
}

function MadeKey({ value }: { value: string }) {
  return (
    <Message
      tone="plain"
      urgent
      actions={
        <Button small onClick={() => void navigator.clipboard.writeText(value)}>
          {t('account.keys.copy')}
        </Button>
      }
    >
      {t('account.keys.once')} <code className="account-key">{value}</code>
    </Message>
  );
}

function NewKey({ mayAdminister, onMade }: { mayAdminister: boolean; onMade: (key: string) => void }) {
  const { state, problem, onSubmit } = useForm(async (word, form) => {
    const end = word('end');
    const { key } = await api.createApiKey({
      name: word('name'),
      scopes: scopesOf(word('scope')),
      // To the end of that day, where the person is.
      expiresAt: end === '' ? null : new Date(`${end}T23:59:59`).toISOString(),
    });
    form.reset();
    onMade(key);
  });
  return (
    <form className="account-form" onSubmit={onSubmit}>
      <h3>{t('account.keys.new')}</h3>
      <Field
        label={t('account.keys.name')}
        name="name"
        required
        maxLength={100}
        placeholder={t('account.keys.example')}
        autoComplete="off"
      />
      <div className="account-row">
        <label className="field">
          <span>{t('account.keys.scope')}</span>
          <select name="scope">
            <option value="write">{t('account.keys.writes')}</option>
            <option value="read">{t('account.keys.reads')}</option>
            {mayAdminister && <option value="admin">{t('account.keys.administers')}</option>}
          </select>
        </label>
        <Field label={t('account.keys.end')} name="end" type="date" hint={t('account.keys.endHint')} />
      </div>
      <FormEnd state={state} problem={problem} done=" ">
        {t('account.keys.make')}
      </FormEnd>
    </form>
  );
}
