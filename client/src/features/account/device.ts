import { t } from '../../words/words.js';

/** The first that is named counts: browsers name those that they resemble, too. */
const BROWSERS: [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg/],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
  ['curl', /^curl\//],
];
const SYSTEMS: [name: string, sign: RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

const named = (list: [string, RegExp][], text: string): string | undefined =>
  list.find(([, sign]) => sign.test(text))?.[0];

/** Browser and system, as far as a browser says them of itself: `Firefox, Linux`. */
export function deviceOf(userAgent: string): string {
  const parts = [named(BROWSERS, userAgent), named(SYSTEMS, userAgent)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : userAgent.split(/[/ ]/)[0] || t('account.sessions.unknown');
}
