/** Where a draft can be opened with its text in place: addresses that the platforms take. Pure. */
import type { Content } from '../../../../src/contract/content.js';

export interface Intent {
  name: 'X' | 'LinkedIn';
  /** With the text; without it where that would be too long for an address. */
  href: string;
  /** All that goes into the first field there; it is on the clipboard, too. */
  text: string;
  /** How many posts of a thread are left to be copied one by one. */
  left: number;
}

/** Servers commonly take 8,192 bytes of a request's first line. */
const LONGEST_ADDRESS = 8_000;

/** An address has no place for it. */
const HALF_CHARACTER = /[\ud800-\udfff]/gu;

const ADDRESSES = {
  /** https://docs.x.com/x-for-websites/tweet-button/guides/web-intent */
  X: 'https://x.com/intent/post',
  LinkedIn: 'https://www.linkedin.com/feed/?shareActive=true',
} as const;

function withText(name: Intent['name'], text: string): string {
  const empty = ADDRESSES[name];
  const filled = `${empty}${empty.includes('?') ? '&' : '?'}text=${encodeURIComponent(text.replace(HALF_CHARACTER, '\ufffd'))}`;
  return filled.length <= LONGEST_ADDRESS ? filled : empty;
}

/** Null for a draft that no platform takes as a text. */
export function intentFor({ type, format }: Pick<Content, 'type' | 'format'>, text: string): Intent | null {
  if (format === 'thread') {
    const posts = text.split(/^-{3,}[^\S\n]*$/m).flatMap((post) => post.trim() || []);
    const [first] = posts;
    return first === undefined ? null : { name: 'X', href: withText('X', first), text: first, left: posts.length - 1 };
  }
  if (type !== 'linkedin' || text.trim() === '') return null;
  return { name: 'LinkedIn', href: withText('LinkedIn', text.trim()), text: text.trim(), left: 0 };
}
