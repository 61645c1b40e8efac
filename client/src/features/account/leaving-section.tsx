import { useId, useRef, useState } from 'react';
import type { Leaving, Me } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { Button, DownloadLink } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import { FormEnd } from './form-end.js';
import { signedOut } from './session.js';
import { useForm } from './use-form.js';

export function LeavingSection({ me }: { me: Me }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(0);
  return (
    <AccountSection id="leave" title={t('account.leave.title')} words={t('account.leave.words')}>
      <div className="account-actions">
        <DownloadLink href="/api/me/export">{t('account.leave.export')}</DownloadLink>
        <Button
          small
          look="danger"
          onClick={() => {
            setAsked((n) => n + 1);
            dialog.current?.showModal();
          }}
        >
          {t('account.leave.button')}
        </Button>
      </div>
      <dialog ref={dialog} className="dialog" aria-labelledby={id}>
        <h2 id={id}>{t('account.leave.question')}</h2>
        {asked > 0 && <Ask me={me} asked={asked} onKeep={() => dialog.current?.close()} />}
      </dialog>
    </AccountSection>
  );
}

function Ask({ me, asked, onKeep }: { me: Me; asked: number; onKeep: () => void }) {
  const outcome = useResource('leaving', String(asked), () => api.leaving());
  const { state, problem, onSubmit } = useForm(async (word) => {
    await api.leave(me.hasPassword ? { password: word('proof') } : { email: word('proof') });
    signedOut();
  });
  return (
    <form className="account-form" onSubmit={onSubmit}>
      <ResourceView resource={outcome} notReady={null}>
        {(leaving) => <Outcome leaving={leaving} />}
      </ResourceView>
      <Field
        label={t(me.hasPassword ? 'account.password.current' : 'account.leave.email')}
        name="proof"
        type={me.hasPassword ? 'password' : 'email'}
        autoComplete="off"
        required
      />
      <Button onClick={onKeep}>{t('account.keep')}</Button>
      <FormEnd state={state} problem={problem} look="danger">
        {t('account.leave.sure')}
      </FormEnd>
    </form>
  );
}

function Outcome({ leaving: { deleted, passedOn, left } }: { leaving: Leaving }) {
  if (deleted.length + passedOn.length + left.length === 0) return <p>{t('account.leave.none')}</p>;
  return (
    <ul className="account-outcome">
      {deleted.length > 0 && (
        <li>{t('account.leave.deleted', { count: deleted.length, titles: titlesOf(deleted) })}</li>
      )}
      {passedOn.map(({ id, title, to }) => (
        <li key={id}>{t('account.leave.passedOn', { title, name: to.name })}</li>
      ))}
      {left.length > 0 && <li>{t('account.leave.left', { count: left.length, titles: titlesOf(left) })}</li>}
    </ul>
  );
}

const titlesOf = (projects: readonly { title: string }[]): string =>
  projects.map(({ title }) => `“${title}”`).join(', ');
