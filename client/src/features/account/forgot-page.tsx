import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.js';
import { Brand } from '../../ui/brand.js';
import { Field } from '../../ui/field.js';
import { Sentence } from '../../words/sentence.js';
import { t } from '../../words/words.js';
import { FormEnd } from './form-end.js';
import { useForm } from './use-form.js';

/** For who does not know the password any more. Where no mail is sent, it says whom to ask. */
export function ForgotPage() {
  const [byMail, setByMail] = useState<boolean | null>(null);
  const { state, problem, onSubmit } = useForm(async (word) => {
    setByMail((await api.requestReset(word('email'))).byMail);
  });
  return (
    <main className="sign-in">
      <title>{t('account.forgot.tab')}</title>
      <form className="card" onSubmit={onSubmit}>
        <Brand />
        <h1>{t('account.forgot.title')}</h1>
        {byMail === null ? (
          <>
            <Field label={t('account.forgot.email')} name="email" type="email" autoComplete="username" required />
            <FormEnd state={state} problem={problem} look="primary">
              {t('account.forgot.send')}
            </FormEnd>
          </>
        ) : (
          <p role="status">
            {byMail ? (
              t('account.forgot.sent')
            ) : (
              <Sentence i18nKey="account.forgot.ask" components={{ command: <code /> }} />
            )}
          </p>
        )}
        <p className="sign-in-other">
          <Link to="/sign-in">{t('account.forgot.back')}</Link>
        </p>
      </form>
    </main>
  );
}
