import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { messageOf } from '../../http.js';
import { Brand } from '../../ui/brand.js';
import { Button } from '../../ui/button.js';
import { Field, wordIn } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { signIn, signUp, useSession } from './session.js';
import { Sentence } from '../../words/sentence.js';
import { t } from '../../words/words.js';
import { NewPassword } from './new-password.js';
import { SingleSignOnLink, ssoProblem, useWays } from './single-sign-on.js';
import { signInToken } from './sign-in-token.js';

export function SignInPage() {
  const session = useSession();
  const [search] = useSearchParams();
  const wanted: unknown = useLocation().state;
  if (signInToken !== null) return <LinkCard token={signInToken} />;
  if (session.state === 'in') return <Navigate to={typeof wanted === 'string' ? wanted : '/'} replace />;
  return (
    <AccountCard
      linkExpired={search.get('problem') === 'link_expired'}
      refused={ssoProblem(search)}
      to={typeof wanted === 'string' ? wanted : '/'}
    />
  );
}

/** A real form: the server answers with the cookie and a redirect to the first page. */
function LinkCard({ token }: { token: string }) {
  return (
    <main className="sign-in">
      <title>{t('account.signIn.open')}</title>
      <form className="card" method="post" action="/sign-in">
        <Brand />
        <h1>{t('account.signIn.welcome')}</h1>
        <p className="muted">{t('account.signIn.byLink')}</p>
        <input type="hidden" name="token" value={token} />
        <Button look="primary" type="submit">
          {t('account.signIn.open')}
        </Button>
      </form>
    </main>
  );
}

interface AccountCardProps {
  linkExpired: boolean;
  /** Why the identity provider's answer led nowhere. */
  refused: string | null;
  /** Where one goes then. */
  to: string;
}

function AccountCard({ linkExpired, refused, to }: AccountCardProps) {
  const ways = useWays();
  const [isNew, setIsNew] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(refused);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const [name, email, password] = [wordIn(form, 'name'), wordIn(form, 'email'), wordIn(form, 'password')];
    setBusy(true);
    setProblem(null);
    try {
      await (isNew ? signUp(name, email, password) : signIn(email, password));
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  }

  // It comes with the page: a form that is shown before it would grow.
  if (ways === undefined) return <main className="sign-in" aria-busy="true" />;
  const title = t(isNew ? 'account.signIn.newTitle' : 'account.signIn.title');
  return (
    <main className="sign-in">
      <title>{`${title} · Devreel`}</title>
      <form className="card" onSubmit={(event) => void submit(event)}>
        <Brand />
        <h1>{title}</h1>
        {linkExpired && (
          <Message tone="warn">
            <Sentence i18nKey="account.signIn.expired" components={{ strong: <strong />, code: <code /> }} />
          </Message>
        )}
        {problem && (
          <Message tone="bad" urgent>
            {problem}
          </Message>
        )}
        {ways?.singleSignOn && <SingleSignOnLink name={ways.singleSignOn.name} to={to} only={!ways.password} />}
        {ways?.password !== false && (
          <PasswordFields isNew={isNew} busy={busy} onSwitch={ways?.signUp === false ? null : () => setIsNew(!isNew)} />
        )}
      </form>
    </main>
  );
}

interface PasswordFieldsProps {
  isNew: boolean;
  busy: boolean;
  /** Between signing in and a new account; null where nobody makes one by themselves. */
  onSwitch: (() => void) | null;
}

function PasswordFields({ isNew, busy, onSwitch }: PasswordFieldsProps) {
  return (
    <>
      {isNew && <Field label={t('account.signIn.name')} name="name" autoComplete="name" required maxLength={100} />}
      <Field label={t('account.signIn.email')} name="email" type="email" autoComplete="username" required />
      {isNew ? (
        <NewPassword label={t('account.signIn.password')} name="password" about={[]} />
      ) : (
        <Field
          label={t('account.signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      )}
      <Button look="primary" type="submit" busy={busy}>
        {t(isNew ? 'account.signIn.create' : 'account.signIn.title')}
      </Button>
      <OtherWays isNew={isNew} onSwitch={onSwitch} />
    </>
  );
}

function OtherWays({ isNew, onSwitch }: Pick<PasswordFieldsProps, 'isNew' | 'onSwitch'>) {
  return (
    <>
      {onSwitch && (
        <p className="sign-in-other muted">
          {t(isNew ? 'account.signIn.haveOne' : 'account.signIn.newHere')}{' '}
          <button type="button" className="link" onClick={onSwitch}>
            {t(isNew ? 'account.signIn.instead' : 'account.signIn.newTitle')}
          </button>
        </p>
      )}
      {!isNew && (
        <p className="sign-in-other">
          <Link to="/forgot">{t('account.reset.forgot')}</Link>
        </p>
      )}
      {!isNew && (
        <p className="sign-in-other hint">
          <Sentence i18nKey="account.signIn.printed" components={{ code: <code /> }} />
        </p>
      )}
    </>
  );
}
