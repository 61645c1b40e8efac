import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { messageOf } from '../../http.js';
import { Brand } from '../../ui/brand.js';
import { Button } from '../../ui/button.js';
import { Field, wordIn } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { signIn, signUp, useSession } from './session.js';
import { t } from '../../words/words.js';
import { NewPassword } from './new-password.js';
import { signInToken } from './sign-in-token.js';

export function SignInPage() {
  const session = useSession();
  const [search] = useSearchParams();
  const wanted: unknown = useLocation().state;
  if (signInToken !== null) return <LinkCard token={signInToken} />;
  if (session.state === 'in') return <Navigate to={typeof wanted === 'string' ? wanted : '/'} replace />;
  return <AccountCard linkExpired={search.get('problem') === 'link_expired'} />;
}

/** A real form: the server answers with the cookie and a redirect to the first page. */
function LinkCard({ token }: { token: string }) {
  return (
    <main className="sign-in">
      <title>Open Devreel</title>
      <form className="card" method="post" action="/sign-in">
        <Brand />
        <h1>Welcome to Devreel</h1>
        <p className="muted">You followed a sign-in link. It opens Devreel in this browser, once.</p>
        <input type="hidden" name="token" value={token} />
        <Button look="primary" type="submit">
          Open Devreel
        </Button>
      </form>
    </main>
  );
}

function AccountCard({ linkExpired }: { linkExpired: boolean }) {
  const [isNew, setIsNew] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

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

  return (
    <main className="sign-in">
      <title>{isNew ? 'Create an account · Devreel' : 'Sign in · Devreel'}</title>
      <form className="card" onSubmit={(event) => void submit(event)}>
        <Brand />
        <h1>{isNew ? 'Create an account' : 'Sign in'}</h1>
        {linkExpired && (
          <Message tone="warn">
            <strong>This sign-in link no longer works.</strong> A link works once, and for 15 minutes. Restart{' '}
            <code>npm start</code> for a fresh one, or sign in with your e-mail address.
          </Message>
        )}
        {problem && (
          <Message tone="bad" urgent>
            {problem}
          </Message>
        )}
        {isNew && <Field label="Name" name="name" autoComplete="name" required maxLength={100} />}
        <Field label="E-mail" name="email" type="email" autoComplete="username" required />
        {isNew ? (
          <NewPassword label="Password" name="password" about={[]} />
        ) : (
          <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        )}
        <Button look="primary" type="submit" busy={busy}>
          {isNew ? 'Create account' : 'Sign in'}
        </Button>
        <OtherWays isNew={isNew} onSwitch={() => setIsNew(!isNew)} />
      </form>
    </main>
  );
}

function OtherWays({ isNew, onSwitch }: { isNew: boolean; onSwitch: () => void }) {
  return (
    <>
      <p className="sign-in-other muted">
        {isNew ? 'You have an account?' : 'New here?'}{' '}
        <button type="button" className="link" onClick={onSwitch}>
          {isNew ? 'Sign in instead' : 'Create an account'}
        </button>
      </p>
      {!isNew && (
        <p className="sign-in-other">
          <Link to="/forgot">{t('account.reset.forgot')}</Link>
        </p>
      )}
      {!isNew && (
        <p className="sign-in-other hint">
          Did you start Devreel yourself? Then open the link that <code>npm start</code> printed.
        </p>
      )}
    </>
  );
}
