import { useId } from 'react';
import type { AddedMember } from '../../../../src/contract/members.js';
import type { Role } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
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
    const added = await api.addMember(projectId, email.trim(), role);
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
function Outcome({ problem, added }: { problem: string | null; added: AddedMember | null }) {
  if (problem !== null) {
    return (
      <Message tone="bad" urgent>
        {problem}
      </Message>
    );
  }
  if (!added) return null;
  const { email, invitation } = added;
  return (
    <div role="status">
      {invitation ? (
        <CopyLink
          label={t('members.invite.link', { email })}
          link={invitation.link}
          hint={t(invitation.mailed ? 'members.invite.mailed' : 'members.invite.good')}
        />
      ) : (
        <Message tone="plain">{t('members.invite.added', { email })}</Message>
      )}
    </div>
  );
}
