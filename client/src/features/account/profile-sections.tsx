import type { Me } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { Field } from '../../ui/field.js';
import { t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import { FormEnd } from './form-end.js';
import { NewPassword } from './new-password.js';
import { askWhoWeAre } from './session.js';
import { useForm } from './use-form.js';

export function NameSection({ me }: { me: Me }) {
  const { state, problem, onSubmit } = useForm(async (word) => {
    await api.changeMe({ name: word('name') });
    await askWhoWeAre();
  });
  return (
    <AccountSection id="name" title={t('account.name.title')} words={t('account.name.words')}>
      <form className="account-form" onSubmit={onSubmit}>
        <Field
          label={t('account.name.label')}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={me.name}
        />
        <FormEnd state={state} problem={problem}>
          {t('account.save')}
        </FormEnd>
      </form>
    </AccountSection>
  );
}

export function EmailSection({ me }: { me: Me }) {
  const { state, problem, onSubmit } = useForm(async (word, form) => {
    await api.changeMe({ email: word('email'), password: word('password') });
    form.reset();
    await askWhoWeAre();
  });
  const why = me.emailIsFixed ? t('account.email.fixed') : t('account.email.words', { email: me.email });
  return (
    <AccountSection id="email" title={t('account.email.title')} words={why}>
      {me.newEmail !== null && <p role="status">{t('account.email.waits', { email: me.newEmail })}</p>}
      {!me.emailIsFixed && me.hasPassword && (
        <form className="account-form" onSubmit={onSubmit}>
          <Field
            label={t('account.email.label')}
            name="email"
            type="email"
            autoComplete="email"
            required
            maxLength={254}
          />
          <Field
            label={t('account.password.current')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <FormEnd state={state} problem={problem}>
            {t('account.email.change')}
          </FormEnd>
        </form>
      )}
    </AccountSection>
  );
}

export function PasswordSection({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { state, problem, onSubmit } = useForm(async (word, form) => {
    await api.changePassword(me.hasPassword ? word('current') : undefined, word('new'));
    form.reset();
    onChanged();
    await askWhoWeAre();
  });
  return (
    <AccountSection
      id="password"
      title={t('account.password.title')}
      words={t(me.hasPassword ? 'account.password.words' : 'account.password.first')}
    >
      <form className="account-form" onSubmit={onSubmit}>
        {/* So that password managers know whose it is. */}
        <input
          className="unseen"
          name="username"
          autoComplete="username"
          defaultValue={me.email}
          tabIndex={-1}
          aria-hidden="true"
        />
        {me.hasPassword && (
          <Field
            label={t('account.password.current')}
            name="current"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
        <NewPassword label={t('account.password.new')} about={[me.name, me.email]} />
        <FormEnd state={state} problem={problem} done={t('account.password.done')}>
          {t(me.hasPassword ? 'account.password.change' : 'account.password.set')}
        </FormEnd>
      </form>
    </AccountSection>
  );
}
