import { useState } from 'react';
import { Link } from 'react-router';
import type { ConfirmedEmail } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { Brand } from '../../ui/brand.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';
import { FormEnd } from './form-end.js';
import { askWhoWeAre, signOut, useSession } from './session.js';
import { confirmEmailToken } from './sign-in-token.js';
import { useForm } from './use-form.js';

/** Where a link leads that was mailed to an address. Only the button confirms it: programs look at links, too. */
export function ConfirmEmailPage() {
  const [confirmed, setConfirmed] = useState<ConfirmedEmail | null>(null);
  const { state, problem, onSubmit } = useForm(async () => {
    setConfirmed(await api.confirmEmail(confirmEmailToken ?? ''));
    await askWhoWeAre();
  });
  return (
    <main className="sign-in">
      <title>{t('account.confirmEmail.tab')}</title>
      <form className="card" onSubmit={onSubmit}>
        <Brand />
        <h1>{t('account.confirmEmail.title')}</h1>
        {confirmed === null ? (
          <>
            <p className="muted">{t('account.confirmEmail.words')}</p>
            <Who />
            <FormEnd state={state} problem={problem} look="primary">
              {t('account.confirmEmail.button')}
            </FormEnd>
          </>
        ) : (
          <>
            <p role="status">{t('account.confirmEmail.done', { email: confirmed.email })}</p>
            {!confirmed.isProved && <p className="muted">{t('account.confirmEmail.unproved')}</p>}
            <Link className="button button-primary" to="/">
              {t('account.confirmEmail.home')}
            </Link>
          </>
        )}
      </form>
    </main>
  );
}

/** The link proves the address for who is signed in to the account that asked; the way there and back does not lose it. */
function Who() {
  const session = useSession();
  if (session.state === 'in') {
    return (
      <>
        <p className="muted">{t('account.confirmEmail.signedIn', { email: session.me.email })}</p>
        <Button onClick={() => void signOut()}>{t('account.menu.signOut')}</Button>
      </>
    );
  }
  if (session.state !== 'out') return null;
  return (
    <>
      <p className="muted">{t('account.confirmEmail.signedOut')}</p>
      <Link className="button button-secondary" to="/sign-in" state="/confirm-email">
        {t('account.confirmEmail.signIn')}
      </Link>
    </>
  );
}
