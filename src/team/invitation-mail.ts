/** What is mailed to who is invited. */
import { INVITATION_DAYS } from '../contract/members.js';
import type { SentInvitation } from '../contract/members.js';
import { letter } from '../mail/letter.js';
import type { Mail } from '../outside/mail.js';

const MAY: Record<SentInvitation['role'], string> = {
  owner: 'You may change everything, and say who else works on it.',
  editor: 'You may change everything but its members.',
  viewer: 'You may read everything.',
};

/** `inviter`: their name. `title`: of the project. */
export const invitationMail = (
  { email, role, link }: SentInvitation,
  { inviter, title }: { inviter: string; title: string },
): Mail =>
  letter({
    to: email,
    subject: `${inviter} invites you to “${title}”`,
    about: `${inviter} invites you to work on “${title}” in Devreel. ${MAY[role]}`,
    link: { href: link, label: 'Accept the invitation' },
    after: `The link is good for ${INVITATION_DAYS} days, and once. If you do not know ${inviter}, do nothing: without it nothing happens.`,
  });
