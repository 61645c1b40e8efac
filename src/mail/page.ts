/** The frame of a mail's HTML: tables and styles of its elements only, which is what all mail programs show. */
import type { MailLanguage } from '../contract/draft-mails.js';
import { escaped } from '../contract/text.js';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const BUTTON =
  'display:inline-block;padding:6px 14px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:600';

/** `inside`, `small`: HTML, above and below, where what is less important stands. */
export const mailPage = (language: MailLanguage, { inside, small }: { inside: string; small: string }): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>`,
    `<body style="margin:0;padding:24px 16px"><div style="max-width:520px;margin:0 auto;${FONT};font-size:15px;line-height:1.5">`,
    `${inside}<p style="margin-top:32px;font-size:13px;color:#6b7480">${small}</p></div></body></html>`,
  ].join('');

/** `label`: HTML. */
export const mailButton = (href: string, label: string): string =>
  `<a style="${BUTTON}" href="${escaped(href)}">${label}</a>`;
