/** Reads the distinct screenshots, one after the other: the words on them, what they are, code with its lines. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { count } from '../../contract/counts-and-times.js';
import { clean } from '../../contract/text.js';
import { ModelUnavailable } from '../../outside/fetch-model.js';
import type { Ocr } from '../../outside/ocr/ocr.js';
import { IN_ENGLISH } from '../../outside/ocr/ocr.js';
import { altOf } from '../../recording/pictures/describe.js';
import { languageOfTexts } from '../../recording/pictures/language.js';
import type { Picture } from '../../recording/pictures/stored.js';
import type { Look } from './with-look.js';
import { withLook } from './with-look.js';
import type { StoredScreenshot } from '../../recording/screenshots.js';
import { timestamp } from '../../transcript/chapters.js';
import type { Outcome, RunStep, StepTask, Tools } from '../step.js';
import { done, failed } from '../step.js';
import type { Looks } from './look.js';
import { lookAt } from './look.js';
import { MOST_LOOKED_AT } from './look-prompt.js';
import type { Seen } from './read.js';
import { readPicture } from './read.js';

/** What was read, in which language (BCP 47), and what people should know of it. */
export interface Read {
  pictures: Picture[];
  language: string | null;
  notes: string[];
}

type Needed = 'screenshots' | 'transcript' | 'language';
type Shot = Pick<StoredScreenshot, 'index' | 'atMs' | 'sinceMs' | 'key'>;

/** More than any talk shows; a day of noise has more, and then some from all over it are read. Half an hour of a core. */
const MOST_PICTURES = 1_500;
/** So many slides tell in which language they are, where nobody has said it. */
const FIRST = 12;

export const run: RunStep<Read, Needed> = async (task, tools) => {
  const distinct = tools.given.screenshots.filter((shot) => shot.distinct);
  const { ocr, seer } = tools;
  if (!ocr && !seer) {
    await tools.log('Pictures are not read here (OCR=off).');
    return done({ pictures: [], language: null, notes: ['not read here (OCR=off)'] });
  }
  const shots = spread(distinct, MOST_PICTURES);
  return ocr ? new Reading(ocr, task, tools, shots).all(distinct.length) : lookedAtOnly(task, tools, shots);
};

/**
 * In which language pictures are read and described. What nobody has set is decided once for a task: the transcript may come between two
 * of its attempts, and a model that is asked in another language is asked, and paid, for all of them again.
 */
async function settled(
  { id }: StepTask,
  tools: Tools<Needed>,
  found: () => Promise<string | null>,
): Promise<string | null> {
  const { language } = tools.given;
  if (language !== null) return language;
  const now = await found();
  return tools.part('language', { task: id }, () => Promise.resolve(now));
}

/** Without OCR nothing can be held against what the model says. */
async function lookedAtOnly(task: StepTask, tools: Tools<Needed>, shots: Shot[]): Promise<Outcome<Read>> {
  const language = await settled(task, tools, () => Promise.resolve(tools.given.transcript?.language ?? null));
  const { found, notes } = await looksAt(shots, tools, language);
  const pictures = shots.flatMap((shot): Picture[] => {
    const answer = found.get(shot.key);
    if (!answer) return [];
    const { left: _, ...seen } = withLook(null, answer, language);
    return [{ ...seen, ...placeOf(shot) }];
  });
  return done({ pictures, language, notes });
}

/** What the model says of the pictures, of which no two are the same. */
async function looksAt(shots: Shot[], tools: Tools<Needed>, language: string | null): Promise<Looks> {
  const { seer } = tools;
  if (!seer) return { found: new Map(), notes: [] };
  const different = [...new Map(shots.map((shot) => [shot.key, shot])).values()];
  return lookAt(seer, spread(different, MOST_LOOKED_AT), tools, language);
}

const placeOf = ({ index, atMs, sinceMs = atMs }: Shot): Pick<Picture, 'index' | 'atMs' | 'sinceMs'> => ({
  index,
  atMs,
  sinceMs,
});

class Reading {
  private readonly notes: string[] = [];
  private started = 0;
  private left = 0;

  constructor(
    private readonly ocr: Ocr,
    private readonly task: StepTask,
    private readonly tools: Tools<Needed>,
    private readonly shots: Shot[],
  ) {}

  /** `distinct`: how many there are, of which perhaps not all are read. */
  async all(distinct: number): Promise<Outcome<Read>> {
    const looks = this.tools.seer ? Math.min(this.shots.length, MOST_LOOKED_AT) : 0;
    // The language is one, too.
    this.tools.expectParts(1 + this.shots.length + looks);
    const told = await settled(this.task, this.tools, async () => this.spoken() ?? (await this.found()));
    const languages = told === null ? IN_ENGLISH : await this.languagesFor(told);
    const [seen, looked] = await both(this.readAll(this.shots, languages), looksAt(this.shots, this.tools, told));
    const pictures = this.shots.flatMap((shot, i): Picture[] => {
      const one = seen[i];
      return one ? [{ ...this.together(one, looked.found.get(shot.key), told), ...placeOf(shot) }] : [];
    });
    if (this.left > 0) await this.tools.log(`${count(this.left, 'line')} that only the model saw were left out.`);
    this.notes.push(...looked.notes);
    // What the model saw of a picture that OCR broke down on is paid for, and better than nothing.
    const isRead = ({ key }: Shot, i: number): boolean => seen[i]?.over === null || looked.found.has(key);
    const unread = distinct - this.shots.filter(isRead).length;
    if (distinct > 0 && unread === distinct) return failed('unreadable', 'None of the pictures could be read.');
    if (unread > 0) this.notes.push(`${unread} of ${distinct} could not be read`);
    const result = { pictures, language: told, notes: this.notes };
    return unread === 0 ? done(result) : { kind: 'partial', result, coverage: 1 - unread / distinct };
  }

  private together({ over, ...read }: Seen, answer: Look | undefined, language: string | null) {
    if (!answer) return { ...read, alt: altOf(read, language) };
    const { left, ...seen } = withLook(over === null ? read : null, answer, language);
    if (Number.isFinite(left)) this.left += left;
    return seen;
  }

  /** The language of the transcript, if there is one by now. */
  private spoken(): string | null {
    const { transcript } = this.tools.given;
    return transcript && (transcript.language ?? languageOfTexts(transcript.segments.map(({ text }) => text)));
  }

  /** The language of the first slides, read as if they were in English. */
  private async found(): Promise<string | null> {
    const first = await this.readAll(this.shots.slice(0, FIRST), IN_ENGLISH);
    return languageOfTexts(first.filter(({ kind }) => kind === 'slide').map(({ text }) => text));
  }

  /** English where the language cannot be had, which is said. */
  private async languagesFor(language: string): Promise<string> {
    const { tools } = this;
    try {
      const onProgress = (doneBytes: number, total: number | null): void =>
        tools.progress(
          0,
          `Fetching what it takes to read “${language}”${total === null ? '' : `, ${percent(doneBytes / total)}`}`,
        );
      const languages = await this.ocr.prepare(language, { signal: tools.signal, onProgress });
      if (languages !== null) return languages;
      this.notes.push(`in English letters, since “${language}” cannot be read here`);
    } catch (error) {
      if (!(error instanceof ModelUnavailable)) throw error;
      await tools.log(
        `${error.message} So pictures are read in English letters. Retry this when it can be had (OCR_DATA_URL).`,
      );
      this.notes.push(`in English letters, since what it takes to read “${language}” could not be fetched`);
    }
    return IN_ENGLISH;
  }

  private async readAll(shots: Shot[], languages: string): Promise<Seen[]> {
    // The same picture may be shown several times.
    const known = new Map<string, Seen>();
    const seen: Seen[] = [];
    for (const [i, shot] of shots.entries()) {
      this.tools.progress((100 * i) / this.shots.length, `Reading the slides, ${i} of ${this.shots.length}`);
      const one = known.get(shot.key) ?? (await this.read(shot, languages));
      known.set(shot.key, one);
      seen.push(one);
    }
    return seen;
  }

  private read(shot: Shot, languages: string): Promise<Seen> {
    const { tools } = this;
    const name = `picture at ${timestamp(shot.atMs)}`;
    return tools.part(name, { key: shot.key, languages }, async () => {
      const jpeg = join(tools.scratch, `picture-${this.started++}.jpg`);
      const grey = `${jpeg}.pgm`;
      try {
        await tools.storage.fetchTo(shot.key, jpeg, tools.signal);
        const colours = await tools.ffmpeg.toRead(jpeg, grey, tools.signal);
        const seen = await readPicture(this.ocr, { grey, colours }, languages, tools.signal);
        if (seen.over !== null) await tools.log(`The ${name} could not be read: ${WHY[seen.over]}.`);
        return {
          ...seen,
          text: clean(seen.text),
          title: seen.title && clean(seen.title),
          code: seen.code && clean(seen.code),
        };
      } finally {
        await Promise.all([jpeg, grey, `${grey}.rgb`].map((path) => rm(path, { force: true })));
      }
    });
  }
}

const WHY = {
  memory: 'it takes too much memory',
  time: 'it takes too much work',
  crash: 'what reads pictures broke down on it',
};

const percent = (share: number): string => `${Math.round(100 * Math.min(1, share))} %`;

/** Both results, or the first failure, but not before both have ended: they use the same folder. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}

/** At most so many of them, from all over. */
function spread<T>(all: T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, i) => all[Math.floor(i * step)]).flatMap((one) =>
    one === undefined ? [] : [one],
  );
}
