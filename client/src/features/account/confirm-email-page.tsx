import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.js';
import { Brand } from '../../ui/brand.js';
import { t } from '../../words/words.js';
import { FormEnd } from './form-end.js';
import { askWhoWeAre } from './session.js';
import { confirmEmailToken } from './sign-in-token.js';
import { useForm } from './use-form.js';

/** Where a link leads that was mailed to a new address. Only the button confirms it: programs look at links, too. */
export function ConfirmEmailPage() {
  const [email, setEmail] = useState<string | null>(null);
  const { state, problem, onSubmit } = useForm(async () => {
    setEmail((await api.confirmEmail(confirmEmailToken ?? '')).email);
    await askWhoWeAre();
  });
  return (
    <main className="sign-in">
      <title>{t('account.confirmEmail.tab')}</title>
      <form className="card" onSubmit={onSubmit}>
        <Brand />
        <h1>{t('account.confirmEmail.title')}</h1>
        {email === null ? (
          <>
            <p className="muted">{t('account.confirmEmail.words')}</p>
            <FormEnd state={state} problem={problem} look="primary">
              {t('account.confirmEmail.button')}
            </FormEnd>
          </>
        ) : (
          <>
            <p role="status">{t('account.confirmEmail.done', { email })}</p>
            <Link className="button button-primary" to="/">
              {t('account.confirmEmail.home')}
            </Link>
          </>
        )}
      </form>
    </main>
  );
}
