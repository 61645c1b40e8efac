/** What is mailed to who is invited. */
import { INVITATION_DAYS } from '../contract/members.js';
import type { SentInvitation } from '../contract/members.js';
import { escaped } from '../content/escaped.js';
import type { Mail } from '../outside/mail.js';

const MAY: Record<SentInvitation['role'], string> = {
  owner: 'You may change everything, and say who else works on it.',
  editor: 'You may change everything but its members.',
  viewer: 'You may read everything.',
};

/** `inviter`: their name. `title`: of the project. */
export function invitationMail(
  { email, role, link }: SentInvitation,
  { inviter, title }: { inviter: string; title: string },
): Mail {
  const about = `${inviter} invites you to work on “${title}” in Devreel. ${MAY[role]}`;
  const good = `The link is good for ${INVITATION_DAYS} days, and once. If you do not know ${inviter}, do nothing: without it nothing happens.`;
  return {
    to: email,
    subject: `${inviter} invites you to “${title}”`,
    text: `${about}\n\n${link}\n\n${good}\n`,
    html: `<p>${escaped(about)}</p><p><a href="${escaped(link)}">Accept the invitation</a></p><p>${escaped(good)}</p>`,
  };
}
