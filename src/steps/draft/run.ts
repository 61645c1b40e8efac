/** A draft of one content type, from the transcript, the chapters, the screenshots and the project's documents. */
import { codeOrigins } from '../../content/code-origins.js';
import { builtIn } from '../../content/content-types.js';
import { coverageOf } from '../../content/coverage.js';
import { placesOfAdded, withMissingChapters } from '../../content/filled.js';
import { ownContentType } from '../../content/own/own-type.js';
import { inventedReferences, placedMends, shownMends } from '../../content/mends.js';
import { placedParagraphs } from '../../content/paragraphs.js';
import { fittingLocked, withLocked } from '../../content/locked.js';
import { spellingOn, spelt } from '../../content/spelling.js';
import type { Checked, ContentType, Talk } from '../../content/talk.js';
import type { NewVersion } from '../../content/versions.js';
import type { Grounding } from '../../contract/grounding.js';
import { named } from '../../transcript/speakers.js';
import type { RunStep, StepTask, Tools } from '../step.js';
import { done, failed } from '../step.js';
import { whichOf } from '../keys.js';
import { composed } from './compose.js';
import { corrected } from './corrected.js';

const NOTHING_TO_WRITE =
  'There is nothing to write about: the transcript is empty. Add the captions of this recording (.srt or .vtt), then try again.';

const DELETED = 'This kind of draft was deleted, so no more is written of it. What was written before stays.';

type Needed =
  | 'projectTitle'
  | 'media'
  | 'transcript'
  | 'speakers'
  | 'chapters'
  | 'screenshots'
  | 'pictures'
  | 'ownType'
  | 'voice'
  | 'locked';

export const run: RunStep<NewVersion, Needed> = async (task, tools) => {
  const type = typeOf(task, tools);
  if (!type) return failed('type_deleted', DELETED);
  const talk = talkOf(task, type, tools);
  if (!talk.segments.some(({ text }) => text.trim() !== '')) return failed('nothing_to_write', NOTHING_TO_WRITE);
  const { writer } = tools;
  const { voice } = tools.given;
  if (!writer) return done(await outlined(task, type, asOnSlides(talk), tools));
  const { text, passages, writeAgain } = await composed({ type, talk, tools, writer, voice });
  const result = await corrected(
    text,
    type,
    { talk, passages, voice: voice?.posts.map((post) => post.text) ?? [] },
    writeAgain,
  );
  if ('unusable' in result) {
    return failed('vendor_answer', `The language model did not write a draft that can be used. ${result.unusable}`);
  }
  const { locked } = tools.given;
  const whole = withMissingChapters(locked ? withLocked(result.body, type.format, locked) : result.body, type, talk);
  const { body, grounding } = checked(type, whole.body, talk, tools);
  const { faults, told, left } = result;
  const code = type.format === 'markdown' ? codeOrigins(body, talk, passages) : undefined;
  const mends = shownMends([
    ...placesOfAdded(body, whole.added),
    ...(code?.elsewhere ?? []),
    ...placedMends(body, told, [...left, ...inventedReferences(result.body, talk)]),
  ]);
  const counted: Grounding = { ...grounding, ...originsOf(body, type, talk) };
  if (faults.length > 0) counted.faults = faults;
  if (mends.length > 0) counted.mends = mends;
  if (code) counted.code = code.counts;
  if (voice) counted.voice = { posts: voice.posts.length, keepTo: voice.keepTo !== '' };
  if (voice) await tools.log('It was asked for in the voice of the person who wanted it.');
  await tools.log(`Written by ${writer.model}. ${groundingLine({ body, grounding: counted })}`);
  return done({ origin: 'model', body, grounding: counted });
};

/** As it is when the attempt begins. Null for one that is not there any more. */
function typeOf({ key }: StepTask, { given: { ownType } }: Tools<Needed>): ContentType | null {
  return builtIn(whichOf(key)) ?? (ownType && ownContentType(ownType));
}

function talkOf({ instructions }: StepTask, { showsScreenshots }: ContentType, { given }: Tools<Needed>): Talk {
  const { projectTitle: title, media, transcript, speakers, chapters, screenshots, pictures, ownType, locked } = given;
  if (!transcript) throw new Error('draft was run before transcribe.');
  return {
    title,
    language: transcript.language,
    chapters,
    instructions,
    durationMs: media?.durationMs ?? transcript.durationMs,
    segments: named({ segments: transcript.segments, speakers }),
    // Those that are there already, for a type that does not wait for them, would give each attempt another talk.
    screenshots: showsScreenshots ? withWhatIsOnThem(screenshots, pictures) : [],
    ...(ownType && { brief: ownType.brief }),
    ...(locked && { locked: locked.passages }),
  };
}

/** Each sentence of an outline is the talk's own; what a model reads is the same for all drafts, and it is told to spell so. */
function asOnSlides(talk: Talk): Talk {
  const spelling = spellingOn(
    talk.screenshots.flatMap(({ seen }) => seen ?? []),
    talk.segments,
  );
  return { ...talk, segments: talk.segments.map((one) => ({ ...one, text: spelt(one.text, spelling) })) };
}

function withWhatIsOnThem(
  screenshots: Tools<Needed>['given']['screenshots'],
  pictures: Tools<Needed>['given']['pictures'],
): Talk['screenshots'] {
  const seen = new Map(
    pictures.map(({ index, kind, text, title, code, alt }) => [index, { kind, text, title, code, alt }]),
  );
  return screenshots.map(({ index, atMs, distinct }) => {
    const here = seen.get(index);
    return { index, atMs, distinct, ...(here && { seen: here }) };
  });
}

/** What is locked is put back behind all checks, so that it stays word for word. */
function checked(type: ContentType, text: string, talk: Talk, { given: { locked } }: Tools<'locked'>): Checked {
  const { body, grounding } = type.check(text, talk);
  if (!locked) return { body, grounding };
  const whole = withLocked(body, type.format, locked);
  return { body: fittingLocked(whole, type.format, type.limit, locked), grounding };
}

async function outlined(
  task: StepTask,
  type: ContentType,
  talk: Talk,
  tools: Tools<'ownType' | 'locked'>,
): Promise<NewVersion> {
  tools.expectParts(1);
  tools.progress(10, `Writing the ${type.label.toLowerCase()}`);
  const write = (): NewVersion => {
    const { body, grounding } = checked(type, type.outline(talk), talk, tools);
    const code = type.format === 'markdown' ? codeOrigins(body, talk, [])?.counts : undefined;
    return {
      origin: 'offline',
      body,
      grounding: { ...grounding, ...originsOf(body, type, talk), ...(code && { code }) },
    };
  };
  const { ownType } = tools.given;
  return tools.part(task.key, ownType ? { talk, ownType } : talk, () => Promise.resolve(write()));
}

/** Which chapters it speaks of, and which seconds its paragraphs come from. */
function originsOf(
  body: string,
  { format }: ContentType,
  talk: Talk,
): Pick<Checked['grounding'], 'coverage' | 'paragraphs'> {
  const [coverage, paragraphs] = [coverageOf(body, format, talk), placedParagraphs(body, talk)];
  return { ...(coverage && { coverage }), ...(paragraphs.length > 0 && { paragraphs }) };
}

function groundingLine({ grounding: { timestamps, images, removed, coverage } }: Checked): string {
  const kept = `${timestamps} references to moments and ${images} screenshots stand`;
  const gone = removed === 0 ? 'nothing was removed' : `${removed} that the talk does not have were removed`;
  const chapters = coverage ? ` It speaks of ${coverage.chapters} of the talk’s ${coverage.of} chapters.` : '';
  return `Checked against the talk: ${kept}; ${gone}.${chapters}`;
}
