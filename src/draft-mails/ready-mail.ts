/** The mail that tells of drafts that are ready, as text and as HTML. */
import type { MailLanguage } from '../contract/draft-mails.js';
import { escaped } from '../contract/text.js';
import { mailButton, mailPage } from '../mail/page.js';
import type { Mail } from '../outside/mail.js';
import type { OwedMail, ReadyDraft } from './owed.js';
import { mailWords } from './words.js';

export interface MailLinks {
  publicUrl: string;
  unsubscribe: string;
}

interface Talk {
  title: string;
  drafts: { label: string; href: string }[];
}

/** `Blog post ready` names the draft where no table does, such as one of a kind of somebody's own. */
const nameIn = (types: Partial<Record<string, string>>, { type, notice }: ReadyDraft): string =>
  types[type] ?? notice.replace(/ ready(, with gaps)?$/, '');

/** By talk, in the order of the drafts; each draft once, however often it was written. */
function talksOf({ drafts, language }: OwedMail, publicUrl: string): Talk[] {
  const talks = new Map<string, Talk>();
  for (const draft of drafts) {
    const talk = talks.get(draft.projectId) ?? { title: draft.title, drafts: [] };
    talks.set(draft.projectId, talk);
    const href = `${publicUrl}/projects/${draft.projectId}/contents/${encodeURIComponent(draft.type)}`;
    if (talk.drafts.some((known) => known.href === href)) continue;
    talk.drafts.push({ label: nameIn(mailWords[language].types, draft), href });
  }
  return [...talks.values()];
}

/** Its id is the same however often it is tried. One press in a mail program turns these mails off (RFC 2369, RFC 8058). */
export function readyMail(owed: OwedMail, { publicUrl, unsubscribe }: MailLinks): Mail {
  const talks = talksOf(owed, publicUrl);
  const drafts = talks.reduce((sum, talk) => sum + talk.drafts.length, 0);
  const words = mailWords[owed.language];
  const said = {
    ...words,
    greeting: words.greeting(owed.name),
    about: words.about(drafts),
    account: `${publicUrl}/account#draft-mails`,
  };
  return {
    to: owed.email,
    subject: words.subject(
      drafts,
      talks.map(({ title }) => title),
    ),
    text: textOf(talks, said, unsubscribe),
    html: htmlOf(talks, said, { unsubscribe, language: owed.language }),
    messageId: `<${owed.mailId}@${new URL(publicUrl).hostname}>`,
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

interface Said {
  greeting: string;
  about: string;
  open: string;
  why: string;
  change: string;
  unsubscribe: string;
  account: string;
}

function textOf(talks: Talk[], said: Said, unsubscribe: string): string {
  const listed = talks.map(({ title, drafts }) =>
    [title, ...drafts.map(({ label, href }) => `- ${label}: ${href}`)].join('\n'),
  );
  const end = `-- \n${said.why}\n${said.change}: ${said.account}\n${said.unsubscribe}: ${unsubscribe}\n`;
  return [said.greeting, said.about, ...listed, end].join('\n\n');
}

function htmlOf(
  talks: Talk[],
  said: Said,
  { unsubscribe, language }: { unsubscribe: string; language: MailLanguage },
): string {
  const row = (talk: string, { label, href }: Talk['drafts'][number]): string =>
    `<tr><td style="padding:8px 16px 8px 0">${escaped(label)}</td><td style="padding:8px 0;text-align:right">` +
    `${mailButton(href, `${escaped(said.open)}<span style="display:none"> ${escaped(`${label}, ${talk}`)}</span>`)}</td></tr>`;
  const listed = talks.map(
    ({ title, drafts }) =>
      `<h2 style="font-size:17px;margin:24px 0 4px">${escaped(title)}</h2>` +
      `<table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="border-top:1px solid #cfd6df">${drafts.map((draft) => row(title, draft)).join('')}</table>`,
  );
  const small = `<a style="color:inherit" href="${escaped(said.account)}">${escaped(said.change)}</a> · <a style="color:inherit" href="${escaped(unsubscribe)}">${escaped(said.unsubscribe)}</a>`;
  return mailPage(language, {
    inside: `<p>${escaped(said.greeting)}</p><p>${escaped(said.about)}</p>${listed.join('')}`,
    small: `${escaped(said.why)}<br>${small}`,
  });
}
