/** Chapters: the recording's own, or from the transcript: by the language model where there is one, otherwise by changes in words and by pauses. */
import { chaptersPrompt, mergePrompt } from '../../content/prompt.js';
import { spellingOn, spelt } from '../../content/spelling.js';
import type { Chapter } from '../../contract/content.js';
import { linesOf, windowsOf } from '../../content/windows.js';
import { VendorError } from '../../outside/vendor/vendor-error.js';
import { likelyTokens } from '../../outside/language-model/tokens.js';
import type { Prompt, Writer } from '../../outside/language-model/writer.js';
import type { SlideChange } from '../../transcript/boundaries.js';
import { makeChapters, timestamp } from '../../transcript/chapters.js';
import { fileChapters } from '../../transcript/file-chapters.js';
import type { ProposedChapter } from '../../transcript/check-chapters.js';
import { checkChapters, mostChapters, proposalFor, startOf } from '../../transcript/check-chapters.js';
import type { Given, RunStep, Tools } from '../step.js';
import { done } from '../step.js';
import { allOf, tokensIn, withinPromptBudget, writeOptions } from '../prompt-budget.js';

/** Chapters are found, not invented. */
const TEMPERATURE = 0.2;

type NewChapters = Omit<Chapter, 'index'>[];

interface Spoken {
  segments: { index: number; startMs: number; endMs: number; text: string }[];
  durationMs: number;
}

/** `notes`: what people should know of where they come from. */
interface Made {
  items: NewChapters;
  notes: string[];
}

type Needed = 'projectTitle' | 'media' | 'transcript' | 'chaptersByHand' | 'pictures' | 'screenshots';

export const run: RunStep<Made, Needed> = async (_task, tools) => {
  const { transcript, media } = tools.given;
  if (!transcript) throw new Error('chapters was run before transcribe.');
  const durationMs = media?.durationMs ?? transcript.durationMs;
  const own = fileChapters(media?.chapters ?? [], durationMs, (untilMs) => {
    const before = transcript.segments.filter(({ startMs }) => startMs < untilMs);
    return makeChapters(before, untilMs, { language: transcript.language })[0]?.title ?? '';
  });
  for (const note of own.notes) await tools.log(note);
  if (own.items.length === 0) {
    // So that drafts that do not wait for slides have names as they stand there, too.
    const spelling = spellingOn(tools.given.pictures, transcript.segments);
    const items = (await found(tools)).map((item) => ({ ...item, title: spelt(item.title, spelling) }));
    return done({ items, notes: own.notes });
  }
  // They do not depend on what was said, so there is nothing new to put in the place of what people made of them.
  const byHand = tools.given.chaptersByHand;
  if (byHand) return done({ items: byHand, notes: ['kept as they were set by hand'] });
  return done({ items: own.items, notes: ['set in the recording', ...own.notes] });
};

async function found(tools: Tools<Needed>): Promise<NewChapters> {
  const { transcript, media } = tools.given;
  if (!transcript) return [];
  const talk = { segments: transcript.segments, durationMs: media?.durationMs ?? transcript.durationMs };
  const spoken = talk.segments.some(({ startMs, text }) => startMs < talk.durationMs && text.trim() !== '');
  tools.expectParts(1);
  tools.progress(10, 'Looking for changes of topic');
  const { writer } = tools;
  const proposed = writer && spoken ? await byModel(writer, talk, tools) : null;
  if (proposed) return proposed;
  const { language } = transcript;
  const slides = slideChanges(tools.given);
  const offline = await tools.part('chapters', { ...talk, language, slides }, () =>
    Promise.resolve(makeChapters(talk.segments, talk.durationMs, { language, slides })),
  );
  if (offline.length === 0) await tools.log('Nothing was said, so there are no chapters.');
  return offline;
}

/**
 * When another slide is shown, and how it is called. Where pictures were not read it is not known which of them are slides, so each that
 * differs may be one. What happens in an editor or a terminal is no change of topic.
 */
function slideChanges({ pictures, screenshots }: Pick<Given, 'pictures' | 'screenshots'>): SlideChange[] {
  if (pictures.length === 0) {
    return screenshots
      .filter(({ distinct }) => distinct)
      .map(({ atMs, sinceMs }) => ({ atMs: sinceMs ?? atMs, change: 1 }));
  }
  return pictures
    .filter(({ kind }) => kind === 'slide' || kind === 'diagram')
    .map(({ sinceMs, title }) => ({ atMs: sinceMs, change: 1, ...(title !== null && { title }) }));
}

/** What the model proposed, or why that is of no use: both are kept, because both were paid for. */
type Proposal = { items: ProposedChapter[] } | { unusable: string };

/** Null, with a line in the log, when the model's chapters cannot be used. */
async function byModel(
  writer: Writer,
  talk: Spoken,
  tools: Tools<'projectTitle' | 'transcript' | 'pictures'>,
): Promise<NewChapters | null> {
  const proposal = await withinPromptBudget(writer, tools, (maxTokens) => proposed(writer, talk, tools, maxTokens));
  const spoken = talk.segments.filter(({ text }) => text.trim() !== '');
  const items = 'items' in proposal ? proposal.items : [];
  const timed = items.map(({ title, start }) => ({ title, startMs: startOf(start) ?? NaN }));
  const found = checkChapters(timed, spoken, talk.durationMs);
  if (found.length > 0) {
    const left = items.length - found.length;
    const repaired = left > 0 ? ` ${left} of its chapters could not be used.` : '';
    await tools.log(`The topics were found by ${writer.model}.${repaired}`);
    return found;
  }
  const why = 'unusable' in proposal ? proposal.unusable : 'None of its chapters could be used.';
  await tools.log(`${why} So the topics were found offline, without the language model.`);
  return null;
}

async function proposed(
  writer: Writer,
  talk: Spoken,
  tools: Tools<'projectTitle' | 'transcript' | 'pictures'>,
  maxTokens: number,
): Promise<Proposal> {
  const { projectTitle: title, transcript, pictures } = tools.given;
  const about = { title, language: transcript?.language ?? null };
  const atMost = mostChapters(talk.durationMs);
  const slides = slideTitles(pictures, maxTokens * SLIDES_SHARE);
  const around = tokensIn(
    chaptersPrompt({ ...about, transcript: '', slideTitles: slides }, atMost, pieceTask(100, 100)),
  );
  const windows = windowsOf(linesOf(talk.segments), Math.max(250, maxTokens - around), likelyTokens);
  const of = windows.length;
  if (of > 1) await tools.log(`The talk is worked through in ${of} pieces.`);
  tools.expectParts(of === 1 ? 1 : of + 1);
  const proposals = await allOf(
    windows.map((text, i) => {
      const piece = { ...about, transcript: text, slideTitles: shownDuring(slides, text) };
      const prompt = chaptersPrompt(piece, atMost, of === 1 ? null : pieceTask(i + 1, of));
      return asked(writer, tools, `chapters:${i + 1}`, prompt, talk, of === 1);
    }),
  );
  const unusable = proposals.find((proposal) => 'unusable' in proposal);
  if (unusable) return unusable;
  const items = proposals.flatMap((proposal) => ('items' in proposal ? proposal.items : []));
  if (of === 1) return { items };
  const found = items.map(({ start, title }) => `[${start}] ${title}`).join('\n');
  const merged = await asked(writer, tools, 'chapters:all', mergePrompt(about, found, atMost), talk, true);
  // Piece by piece they are usable already.
  return 'items' in merged ? merged : { items };
}

/** The most of a prompt that slides' titles may take. */
const SLIDES_SHARE = 1 / 8;

/** A line for each slide that has another title than the one before: its time and its title. As many as `maxTokens` hold. */
function slideTitles(pictures: Given['pictures'], maxTokens: number): string[] {
  const lines: string[] = [];
  let before = '';
  let left = maxTokens;
  for (const { kind, sinceMs, title } of pictures.toSorted((a, b) => a.sinceMs - b.sinceMs)) {
    if (title === null || title === before || (kind !== 'slide' && kind !== 'diagram')) continue;
    before = title;
    const line = `[${timestamp(sinceMs)}] ${title}`;
    left -= likelyTokens(line);
    if (left < 0) break;
    lines.push(line);
  }
  return lines;
}

const STAMP = /^\[([\d:]+)\]/;
const stampOf = (line: string | undefined): number | null => startOf(STAMP.exec(line ?? '')?.[1] ?? '');
/** A slide may come shortly before what is said of it. */
const SLIDE_BEFORE_MS = 10_000;

/** Those of the lines whose time lies within a piece of the transcript. */
function shownDuring(slides: string[], piece: string): string[] {
  const lines = piece.split('\n');
  const from = (stampOf(lines[0]) ?? 0) - SLIDE_BEFORE_MS;
  const to = stampOf(lines.findLast((line) => STAMP.test(line))) ?? Infinity;
  return slides.filter((slide) => {
    const at = stampOf(slide) ?? 0;
    return at >= from && at <= to;
  });
}

const pieceTask = (number: number, of: number): string =>
  `This is piece ${number} of ${of} of a long talk. Divide this piece into chapters now.`;

async function asked(
  writer: Writer,
  tools: Tools<never>,
  part: string,
  prompt: Prompt,
  { durationMs, segments }: Spoken,
  whole: boolean,
): Promise<Proposal> {
  return tools.part(part, { writer: writer.identity, prompt }, async (ledger) => {
    try {
      const options = { ...writeOptions(tools, ledger), temperature: TEMPERATURE };
      const spokenTo = Math.min(durationMs, Math.max(...segments.map(({ endMs }) => endMs)));
      const shape = proposalFor(durationMs, whole ? spokenTo : null);
      return { items: (await writer.answer(prompt, shape, 'chapters', options)).chapters };
    } catch (error) {
      const given = error instanceof VendorError && ['vendor_answer', 'vendor_declined'].includes(error.code);
      if (!given) throw error;
      return { unusable: error.message };
    }
  });
}
