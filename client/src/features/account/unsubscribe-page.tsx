import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.js';
import { Brand } from '../../ui/brand.js';
import { t } from '../../words/words.js';
import { FormEnd } from './form-end.js';
import { unsubscribeToken } from './sign-in-token.js';
import { useForm } from './use-form.js';

/** Where the link in a mail about drafts leads. Only the button turns them off: programs look at links, too. */
export function UnsubscribePage() {
  const [done, setDone] = useState(false);
  const { state, problem, onSubmit } = useForm(async () => {
    await api.unsubscribe(unsubscribeToken ?? '');
    setDone(true);
  });
  return (
    <main className="sign-in">
      <title>{t('account.unsubscribe.tab')}</title>
      <form className="card" onSubmit={onSubmit}>
        <Brand />
        <h1>{t('account.unsubscribe.title')}</h1>
        {done ? (
          <p role="status">{t('account.unsubscribe.done')}</p>
        ) : (
          <>
            <p className="muted">{t('account.unsubscribe.words')}</p>
            <FormEnd state={state} problem={problem} look="primary">
              {t('account.unsubscribe.button')}
            </FormEnd>
          </>
        )}
        <p className="sign-in-other">
          <Link to="/account#draft-mails">{t('account.unsubscribe.account')}</Link>
        </p>
      </form>
    </main>
  );
}
