/** Who works on a project, and how others are asked to. */
import { z } from 'zod';
import { listOf, time } from './answers.js';
import { roles } from './project.js';

const role = z.enum(roles);

/** How long an invitation is good for, and until when it may be used once. */
export const INVITATION_DAYS = 7;

export const member = z
  .object({ userId: z.uuid(), name: z.string(), email: z.string(), role, joinedAt: time })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof member>;

export const invitation = z
  .object({ id: z.uuid(), email: z.string(), role, createdAt: time, expiresAt: time })
  .meta({ id: 'Invitation', description: 'Somebody was asked to join, and has not done so yet.' });
export type Invitation = z.infer<typeof invitation>;

export const sentInvitation = invitation
  .extend({
    link: z.url().describe('To be passed on; in this answer only. Good for 7 days, and once.'),
    mailed: z.boolean().describe('Whether it is on its way by mail, too.'),
  })
  .meta({ id: 'SentInvitation' });
export type SentInvitation = z.infer<typeof sentInvitation>;

export const addMember = z
  .strictObject({
    email: z.email().max(254).toLowerCase(),
    role,
    mail: z.boolean().default(true).describe('False: an invitation is not mailed. Pass its link on yourself.'),
  })
  .meta({ id: 'NewMember' });
export type NewMember = z.infer<typeof addMember>;

export const changeMember = z.strictObject({ role });
export type MemberChange = z.infer<typeof changeMember>;

export const addedMember = z
  .object({
    email: z.string(),
    role,
    member: member.nullable().describe('Who has an account is a member at once; null for others.'),
    invitation: sentInvitation.nullable().describe('For who has no account yet; null for others.'),
  })
  .meta({ id: 'AddedMember' });
export type AddedMember = z.infer<typeof addedMember>;

export const memberList = listOf(member).extend({
  invitations: z.array(invitation).describe('Those that are still open, for owners; empty for others.'),
});
export type MemberList = z.infer<typeof memberList>;

export const openInvitation = z
  .object({ projectTitle: z.string(), role, email: z.string(), expiresAt: time })
  .meta({ id: 'OpenInvitation', description: 'What somebody who was sent the link is asked to join.' });
export type OpenInvitation = z.infer<typeof openInvitation>;

export const joinedProject = z.object({ projectId: z.uuid(), role }).meta({ id: 'JoinedProject' });
export type JoinedProject = z.infer<typeof joinedProject>;
