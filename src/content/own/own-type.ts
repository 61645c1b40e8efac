/** A content type that somebody made on the page, as one that drafts are written by. Pure. */
import type { ContentFormat, Limit, Scope } from '../../contract/content.js';
import type { ContentType } from '../talk.js';
import { checkOf } from './check.js';
import { outlineFor } from './outline.js';

/** What its owner says of it. */
export interface OwnType {
  id: string;
  label: string;
  brief: string;
  format: ContentFormat;
  limit: Pick<Limit, 'max' | 'measure'> | null;
  action: ContentType['action'];
  scope: Scope;
}

/** As the other types have it: a thread's limit is that of each post. */
export const limitOf = ({ format, limit }: Pick<OwnType, 'format' | 'limit'>): Limit | null =>
  limit && { max: limit.max, measure: limit.measure, per: format === 'thread' ? 'post' : 'text' };

/** A language model keeps well below a limit when it is told less. */
const TOLD = 0.9;
/** Of a draft that has no limit, about as many as a newsletter has. */
const USUAL_TOKENS = 600;
const CHARS_PER_TOKEN = 4.5;
const POSTS = 6;

/** For each form, what a language model needs to be told of it besides the brief. */
const FORMS: Record<ContentFormat, string> = {
  markdown: 'It is Markdown.',
  thread: 'It is a thread of posts, each of which can stand alone.',
  text: 'It is plain text, without any markup.',
};

/** Everything that a type in the table has. The brief is an instruction of its owner; the checks are the same as for all others. */
export function ownContentType(own: OwnType): ContentType {
  const limit = limitOf(own);
  return {
    label: own.label,
    action: own.action,
    format: own.format,
    limit,
    showsScreenshots: own.format === 'markdown',
    description: own.brief,
    brief: `“${own.label}”. ${FORMS[own.format]} Its owner describes it so:\n${own.brief}`,
    audience: 'whom the description names; else people who have not seen the talk.',
    tone: 'as the description says; else clear and concrete, in the words of the talk.',
    length: lengthOf(limit),
    usualTokens: usualTokensOf(limit),
    scope: own.scope,
    temperature: 0.6,
    check: checkOf(own.format, limit),
    outline: outlineFor(own.format, limit),
  };
}

function lengthOf(limit: Limit | null): string {
  if (!limit) return 'as the description says; else no longer than it needs to be.';
  const each = limit.per === 'post' ? ' in each post' : '';
  return `as the description says, and at most ${Math.floor(limit.max * TOLD)} characters${each}.`;
}

function usualTokensOf(limit: Limit | null): number {
  if (!limit) return USUAL_TOKENS;
  const most = (limit.max / CHARS_PER_TOKEN) * (limit.per === 'post' ? POSTS : 1);
  return Math.min(USUAL_TOKENS, Math.round(most * 0.8));
}
