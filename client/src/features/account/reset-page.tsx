import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.js';
import { Brand } from '../../ui/brand.js';
import { t } from '../../words/words.js';
import { FormEnd } from './form-end.js';
import { NewPassword } from './new-password.js';
import { resetToken } from './sign-in-token.js';
import { useForm } from './use-form.js';

/** Where a link leads that sets a new password. */
export function ResetPage() {
  const [done, setDone] = useState(false);
  const { state, problem, onSubmit } = useForm(async (word) => {
    await api.reset(resetToken ?? '', word('new'));
    setDone(true);
  });
  return (
    <main className="sign-in">
      <title>{t('account.reset.tab')}</title>
      <form className="card" onSubmit={onSubmit}>
        <Brand />
        <h1>{t('account.reset.title')}</h1>
        {done ? (
          <>
            <p role="status">{t('account.reset.done')}</p>
            <Link className="button button-primary" to="/sign-in">
              {t('account.reset.signIn')}
            </Link>
          </>
        ) : (
          <>
            <p className="muted">{t('account.reset.words')}</p>
            <NewPassword label={t('account.password.new')} about={[]} />
            <FormEnd state={state} problem={problem} look="primary">
              {t('account.reset.button')}
            </FormEnd>
          </>
        )}
      </form>
    </main>
  );
}
