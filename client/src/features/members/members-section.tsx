import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Member, MemberList } from '../../../../src/contract/members.js';
import type { ProjectSnapshot, Role } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { language, t } from '../../words/words.js';
import { useSession } from '../account/session.js';
import { Activity } from './activity.js';
import { Invite } from './invite.js';
import { RoleChoice } from './role-choice.js';

/** Who works on the project: for owners to change, for everybody to see. */
export function MembersSection({ project, types }: { project: ProjectSnapshot; types: readonly ContentTypeInfo[] }) {
  const [changes, setChanges] = useState(0);
  // A change of somebody else's has the project read again, and with it its time.
  const members = useResource(`members:${project.id}`, `${project.updatedAt} ${changes}`, () =>
    api.members(project.id),
  );
  const onChange = (): void => setChanges(changes + 1);
  return (
    <section className="card checklist members" aria-labelledby="members-title">
      <h2 id="members-title">{t('members.title')}</h2>
      <ResourceView resource={members} notReady={null}>
        {(list) => <List project={project} list={list} onChange={onChange} />}
      </ResourceView>
      <Activity project={project} types={types} />
      {project.role === 'owner' && <Invite projectId={project.id} onInvited={onChange} />}
    </section>
  );
}

interface ListProps {
  project: ProjectSnapshot;
  list: MemberList;
  onChange: () => void;
}

function List({ project, list, onChange }: ListProps) {
  const session = useSession();
  const mine = session.state === 'in' ? session.me.id : '';
  const owners = list.items.filter(({ role }) => role === 'owner').length;
  return (
    <ul className="members-list">
      {list.items.map((member) => (
        <Row
          key={member.userId}
          project={project}
          member={member}
          isMe={member.userId === mine}
          isLastOwner={member.role === 'owner' && owners === 1}
          onChange={onChange}
        />
      ))}
      {list.invitations.map((invitation) => (
        <Invited key={invitation.id} project={project} invitation={invitation} onChange={onChange} />
      ))}
    </ul>
  );
}

interface RowProps {
  project: ProjectSnapshot;
  member: Member;
  isMe: boolean;
  isLastOwner: boolean;
  onChange: () => void;
}

function Row({ project, member, isMe, isLastOwner, onChange }: RowProps) {
  const request = useRequest(project.id);
  const { userId, name, email, role } = member;
  async function give(wanted: Role): Promise<void> {
    const done = await request.run(() => api.setMemberRole(project.id, userId, wanted), t('members.role.refused'));
    if (done) onChange();
  }
  const mayChange = project.role === 'owner' && !isLastOwner;
  return (
    <li>
      <div className="members-who">
        <span className="members-name">
          {name} {isMe && <span className="muted">{t('members.you')}</span>}
        </span>
        <span className="muted">{email}</span>
      </div>
      <div className="members-actions">
        {mayChange ? (
          <RoleChoice
            label={t('members.role.of', { name })}
            role={role}
            busy={request.busy}
            onChoose={(wanted) => void give(wanted)}
          />
        ) : (
          <span className="muted">{t(`members.role.${role}`)}</span>
        )}
        {(mayChange || (isMe && !isLastOwner)) && (
          <Remove project={project} member={member} isMe={isMe} onChange={onChange} />
        )}
      </div>
    </li>
  );
}

function Remove({ project, member: { userId, name }, isMe, onChange }: Omit<RowProps, 'isLastOwner'>) {
  const request = useRequest(project.id);
  const navigate = useNavigate();
  async function remove(): Promise<void> {
    const done = await request.run(() => api.removeMember(project.id, userId), t('members.remove.refused'));
    if (done && isMe) await navigate('/');
    else if (done) onChange();
  }
  const block = isMe ? 'leave' : 'remove';
  return (
    <Confirm
      label={t(`members.${block}.label`)}
      spoken={isMe ? t('members.leave.label') : t('members.remove.spoken', { name })}
      question={t(`members.${block}.question`, { name, title: project.title })}
      keep={t(`members.${block}.keep`)}
      sure={t(`members.${block}.sure`)}
      busy={request.busy}
      onSure={() => void remove()}
    >
      {t(`members.${block}.text`)}
    </Confirm>
  );
}

const day = (iso: string): string => new Date(iso).toLocaleDateString(language(), { day: 'numeric', month: 'long' });

interface InvitedProps {
  project: ProjectSnapshot;
  invitation: MemberList['invitations'][number];
  onChange: () => void;
}

function Invited({ project, invitation: { id, email, role, expiresAt }, onChange }: InvitedProps) {
  const request = useRequest(project.id);
  async function takeBack(): Promise<void> {
    const done = await request.run(() => api.takeInvitationBack(project.id, id), t('members.invited.refused'));
    if (done) onChange();
  }
  return (
    <li>
      <div className="members-who">
        <span className="members-name">{email}</span>
        <span className="muted">{t('members.invited.until', { day: day(expiresAt) })}</span>
      </div>
      <div className="members-actions">
        <span className="muted">{t(`members.role.${role}`)}</span>
        <Button
          small
          look="quiet"
          busy={request.busy}
          aria-label={t('members.invited.spoken', { email })}
          onClick={() => void takeBack()}
        >
          {t('members.invited.takeBack')}
        </Button>
      </div>
    </li>
  );
}
