/** Checks of drafts of types that people made: what the talk does not have is taken out, and the limit holds. Pure. */
import type { ContentFormat, Limit } from '../../contract/content.js';
import { beginningOf, inPieces } from '../fitting.js';
import { ground } from '../grounding.js';
import { groundPlain } from '../plain-times.js';
import type { Checked, ContentType, Talk } from '../talk.js';
import { BETWEEN_POSTS, postsOf } from '../thread.js';
import { weightedLength } from '../types/twitter.js';

export const measureOf = (limit: Pick<Limit, 'measure'> | null): ((text: string) => number) =>
  limit?.measure === 'weighted' ? weightedLength : ({ length }) => length;

export function checkOf(format: ContentFormat, limit: Limit | null): ContentType['check'] {
  switch (format) {
    case 'markdown':
      return (text, talk) => markdown(text, talk, limit);
    case 'text':
      return (text, talk) => plain(text, talk, limit);
    case 'thread':
      return (text, talk) => thread(text, talk, limit);
  }
}

/** A post that is too long is divided into several, so that nothing is lost. */
function thread(text: string, talk: Talk, limit: Limit | null): Checked {
  const { body, grounding } = groundPlain(text, talk);
  const posts = postsOf(body).flatMap((post) => (limit ? inPieces(post, limit.max, measureOf(limit)) : [post]));
  return { body: `${posts.join(BETWEEN_POSTS)}\n`, grounding };
}

function plain(text: string, talk: Talk, limit: Limit | null): Checked {
  const { body, grounding } = groundPlain(text, talk);
  if (!limit) return { body, grounding };
  const fitting = beginningOf(body, limit.max, measureOf(limit));
  return { body: `${fitting.text}\n`, grounding: fitting.cut > 0 ? { ...grounding, cut: fitting.cut } : grounding };
}

/** What is left after a cut is checked again, so that only references that stand in it are counted. */
function markdown(text: string, talk: Talk, limit: Limit | null): Checked {
  const whole = ground(text, talk);
  if (!limit || measureOf(limit)(whole.body.trim()) <= limit.max) return whole;
  const kept = wholeBlocks(whole.body.trim(), limit);
  const { body, grounding } = ground(kept, talk);
  const cut = whole.body.trim().length - kept.length;
  return {
    body: `${body.trim()}\n`,
    grounding: { ...grounding, removed: whole.grounding.removed + grounding.removed, cut },
  };
}

const HEADING = /^#{1,6}[ \t]/;
const FENCE = /^[ \t]*(`{3,}|~{3,})/;
const BETWEEN_BLOCKS = '\n\n';

/** As many blocks from the beginning as fit: a block of Markdown that is cut may read as something else. No heading is left alone. */
function wholeBlocks(body: string, limit: Limit): string {
  const measure = measureOf(limit);
  const blocks = blocksOf(body);
  const kept: string[] = [];
  let length = -BETWEEN_BLOCKS.length;
  for (const block of blocks) {
    length += BETWEEN_BLOCKS.length + measure(block);
    if (length > limit.max) break;
    kept.push(block);
  }
  while (kept.length > 1 && HEADING.test(kept.at(-1) ?? '')) kept.pop();
  return kept.length > 0 ? kept.join(BETWEEN_BLOCKS) : beginningOf(blocks[0] ?? '', limit.max, measure).text;
}

/** What blank lines part, but for those within a fence. */
function blocksOf(body: string): string[] {
  const blocks: string[][] = [];
  let open: string[] | null = null;
  let fence: string | null = null;
  for (const line of body.split('\n')) {
    if (fence === null && line.trim() === '') {
      open = null;
      continue;
    }
    if (!open) blocks.push((open = []));
    open.push(line);
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence === null) fence = mark;
    else if (mark?.startsWith(fence)) fence = null;
  }
  return blocks.map((lines) => lines.join('\n'));
}
