/** A thread of posts without a language model, for any limit that a post may have. Pure. */
import { timestamp } from '../transcript/chapters.js';
import type { Section } from './offline.js';
import { asTold, outlineOf, quoted, worthTelling } from './offline.js';
import type { ReadableSentence } from './standing.js';
import type { Talk } from './talk.js';
import { BETWEEN_POSTS } from './thread.js';

/** First what the talk is about, then a post for each chapter. `fits`: whether a text may be one post. */
export function threadOf(talk: Talk, fits: (post: string) => boolean): string {
  const { topics, lead, sections } = outlineOf(talk, 1);
  const about = topics === null ? [] : [topics];
  const first = [[...quoted(lead), ...about], about, quoted(lead)].map((blocks) => posted(talk.title, blocks));
  return [first.find(fits) ?? talk.title, ...sections.map((section) => postOf(section, fits))].join(BETWEEN_POSTS);
}

/** A chapter's title with the most telling sentences that fit; where none does, the title alone. */
function postOf(section: Section, fits: (post: string) => boolean): string {
  const { title: name, startMs } = section.chapter;
  const title = `${name} (${timestamp(startMs)})`;
  let post = title;
  let taken: ReadableSentence[] = [];
  for (const sentence of section.sentences) {
    const more = asTold(section, [...taken, sentence]);
    const longer = posted(title, quoted(more));
    if (!fits(longer)) continue;
    [post, taken] = [longer, more];
    if (taken.length === worthTelling(section)) break;
  }
  return post;
}

const posted = (title: string, blocks: string[]): string => [title, ...blocks].join('\n\n');
