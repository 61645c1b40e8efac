/**
 * What of a draft's HTML anybody is shown: on the page, in exports and on pages to read. One list for all of them. Markdown makes nothing
 * else; what people or models wrote as HTML is left out where it is not in it.
 */

/** Elements. Of `img` only the project's own pictures are shown, and of `input` the boxes of task lists. */
export const shownElements = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'p',
  'blockquote',
  'pre',
  'hr',
  'br',
  'section',
  'div',
  'span',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'figure',
  'figcaption',
  'table',
  'caption',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
  'a',
  'img',
  'input',
  'code',
  'kbd',
  'samp',
  'var',
  'em',
  'strong',
  'del',
  'b',
  'i',
  's',
  'u',
  'small',
  'mark',
  'sub',
  'sup',
  'abbr',
  'cite',
  'q',
  'time',
];

/** Their attributes; none else has any. */
export const shownAttributes = {
  a: ['href', 'title'],
  img: ['src', 'alt', 'title'],
  ol: ['start'],
  code: ['class'],
  th: ['align'],
  td: ['align'],
};

/** Of links that lead out. */
export const shownSchemes = ['http', 'https', 'mailto'];

const LEADS_OUT = new RegExp(`^(?:${shownSchemes.join('|')}):`, 'i');

/** Whether a link with this address is one: what leads nowhere from a draft, such as a path or a script, is shown as words. */
export const leadsOut = (href: string): boolean => LEADS_OUT.test(href);
