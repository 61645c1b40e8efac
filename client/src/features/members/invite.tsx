import { useId } from 'react';
import type { AddedMember } from '../../../../src/contract/members.js';
import type { Role } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { isProblem } from '../../http.js';
import { Button } from '../../ui/button.js';
import { CopyLink } from '../../ui/copy-link.js';
import { DocsLink } from '../../ui/docs-link.js';
import { useKept } from '../../ui/kept.js';
import { Message } from '../../ui/message.js';
import { useAnswer } from '../../ui/use-answer.js';
import { t } from '../../words/words.js';
import { RoleChoice } from './role-choice.js';

/** What is in the fields. */
interface Typed {
  email: string;
  role: Role;
}

const NOBODY: Typed = { email: '', role: 'editor' };

interface Invited extends AddedMember {
  /** Too many mails were sent: the link is there all the same. */
  tooManyMails: boolean;
}

async function invite(projectId: string, wanted: Typed): Promise<Invited> {
  try {
    return { ...(await api.addMember(projectId, wanted)), tooManyMails: false };
  } catch (error) {
    if (!isProblem(error, 'too_many_mails')) throw error;
    return { ...(await api.addMember(projectId, { ...wanted, mail: false })), tooManyMails: true };
  }
}

const hintOf = (mailed: boolean, tooManyMails: boolean): string => {
  if (tooManyMails) return t('members.invite.notMailed');
  return mailed ? t('members.invite.mailed') : t('members.invite.good');
};

interface InviteProps {
  projectId: string;
  onInvited: () => void;
}

/** By an e-mail address. Who has no account gets a link, which is shown here, once. */
export function Invite({ projectId, onInvited }: InviteProps) {
  const id = useId();
  const [kept, keep] = useKept<Typed>(`invite:${projectId}`);
  const { email, role } = kept ?? NOBODY;
  const { busy, problem, answer, submit } = useAnswer(async () => {
    const added = await invite(projectId, { email: email.trim(), role });
    keep(null);
    onInvited();
    return added;
  });

  return (
    <div className="members-invite">
      <form onSubmit={submit}>
        <label htmlFor={id}>{t('members.invite.label')}</label>
        <input
          id={id}
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          placeholder={t('members.invite.example')}
          value={email}
          onChange={(event) => keep({ email: event.target.value, role })}
        />
        <RoleChoice label={t('members.invite.role')} role={role} onChoose={(chosen) => keep({ email, role: chosen })} />
        <Button type="submit" busy={busy}>
          {t('members.invite.send')}
        </Button>
      </form>
      <p className="hint">
        <DocsLink to="teams">{t('docs.roles')}</DocsLink>
      </p>
      <Outcome problem={problem} added={answer} />
    </div>
  );
}

/** What became of it. */
function Outcome({ problem, added }: { problem: string | null; added: Invited | null }) {
  if (problem !== null) {
    return (
      <Message tone="bad" urgent>
        {problem}
      </Message>
    );
  }
  if (!added) return null;
  const { email, invitation, tooManyMails } = added;
  return (
    <div role="status">
      {invitation ? (
        <CopyLink
          label={t('members.invite.link', { email })}
          link={invitation.link}
          hint={hintOf(invitation.mailed, tooManyMails)}
        />
      ) : (
        <Message tone="plain">{t('members.invite.added', { email })}</Message>
      )}
    </div>
  );
}
