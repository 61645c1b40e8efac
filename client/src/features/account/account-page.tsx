import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { Me } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { LanguageChoice } from '../../words/language-choice.js';
import { t } from '../../words/words.js';
import { WebhooksSection } from '../webhooks/webhooks-section.js';
import { AccountSection } from './account-section.js';
import { DraftMailsSection } from './draft-mails-section.js';
import { KeysSection } from './keys-section.js';
import { LeavingSection } from './leaving-section.js';
import { NoticesSection } from './notices-section.js';
import { EmailSection, NameSection, PasswordSection } from './profile-sections.js';
import { useSession } from './session.js';
import { SessionsSection } from './sessions-section.js';
import { SingleSignOnSection } from './sso-section.js';
import { StorageSection } from './storage-section.js';
import { VoiceForm } from './voice-form.js';

/** In the order of the page. */
const PARTS = [
  'name',
  'email',
  'password',
  'sessions',
  'keys',
  'webhooks',
  'notices-out',
  'draft-mails',
  'language',
  'voice',
  'storage',
  'leave',
] as const;

/** The account of whoever is signed in, and how they write. */
export function AccountPage() {
  const session = useSession();
  const ways = useResource('sign-in-ways', '', () => api.signInWays());
  const provider = ways.state === 'there' ? (ways.value.singleSignOn?.name ?? null) : null;
  return (
    <div className="page account-page">
      <title>{`${t('account.title')} · Devreel`}</title>
      <h1>{t('account.title')}</h1>
      {/* Not before it is known which parts there are: the others would move. */}
      {session.state === 'in' && ways.state !== 'loading' && (
        <>
          <p className="muted">
            {session.me.name}, {session.me.email}
          </p>
          <div className="account-columns">
            <nav className="account-index" aria-label={t('account.parts.label')}>
              <Index provider={session.me.emailIsFixed ? null : provider} />
              {session.me.isAdministrator && (
                <p className="account-models">
                  <Link to="/models">{t('models.link')}</Link>
                  <Link to="/operators">{t('operators.title')}</Link>
                </p>
              )}
            </nav>
            <Parts key={session.me.id} me={session.me} provider={session.me.emailIsFixed ? null : provider} />
          </div>
        </>
      )}
    </div>
  );
}

interface ProviderProps {
  /** The name of the identity provider, as people know it; null where there is none, or it cannot know this account. */
  provider: string | null;
}

function Index({ provider }: ProviderProps) {
  return (
    <ul>
      {PARTS.map((part) => (
        <Fragment key={part}>
          <li>
            <a href={`#${part}`}>{t(`account.parts.${part}`)}</a>
          </li>
          {part === 'password' && provider !== null && (
            <li>
              <a href="#sso">{provider}</a>
            </li>
          )}
        </Fragment>
      ))}
    </ul>
  );
}

function Parts({ me: known, provider }: ProviderProps & { me: Me }) {
  const [version, setVersion] = useState(0);
  const asked = useResource('me', `${known.name} ${known.email} ${known.newEmail ?? ''} ${version}`, () => api.me());
  const me = asked.state === 'there' ? asked.value : known;
  return (
    <div className="account-parts">
      <NameSection me={me} />
      <EmailSection me={me} />
      <PasswordSection key={String(me.hasPassword)} me={me} onChanged={() => setVersion((n) => n + 1)} />
      {provider !== null && <SingleSignOnSection name={provider} />}
      <SessionsSection version={version} />
      <KeysSection mayAdminister={me.isAdministrator} />
      <WebhooksSection projectId={null} />
      <NoticesSection />
      <DraftMailsSection />
      <AccountSection id="language" title={t('account.parts.language')}>
        <LanguageChoice />
      </AccountSection>
      <Voice />
      <StorageSection me={me} />
      <LeavingSection me={me} />
    </div>
  );
}

function Voice() {
  const loaded = useResource('voice', '', () => api.voice());
  return (
    <section id="voice" className="card voice" aria-labelledby="voice-title" tabIndex={-1}>
      <h2 id="voice-title">{t('account.voice.title')}</h2>
      <p className="muted">{t('account.voice.words')}</p>
      <ResourceView resource={loaded} notReady={null}>
        {(voice) => <VoiceForm loaded={voice} />}
      </ResourceView>
    </section>
  );
}
