/**
 * What all drafts of a talk are written from: its transcript where that is short, and otherwise notes, which are taken once, by
 * whichever draft comes first.
 */
import { checkedNotes, condensePrompt, notesPrompt, noteWindows } from '../../content/notes.js';
import type { Window } from '../../content/notes.js';
import type { Material } from '../../content/prompt.js';
import type { Talk } from '../../content/talk.js';
import { linesOf, windowsOf } from '../../content/windows.js';
import { VendorError } from '../../outside/vendor/vendor-error.js';
import { likelyTokens } from '../../outside/language-model/tokens.js';
import type { Prompt, Writer } from '../../outside/language-model/writer.js';
import { notesShare, NOTES_TEMPERATURE, NOTES_WINDOW_TOKENS, WHOLE_TOKENS } from '../../content/reading.js';
import type { Tools } from '../step.js';
import { allOf, tokensIn, writeOptions } from '../prompt-budget.js';

interface Reading {
  talk: Talk;
  tools: Tools<never>;
  writer: Writer;
}

const LEAST_SOURCE_TOKENS = 250;
/** Notes on notes on notes: a talk that is still too long after these would never get shorter. */
const MOST_LEVELS = 4;
/** Notes are never asked to be shorter than a paragraph. */
const LEAST_NOTES_TOKENS = 200;
/** Notes that keep to their length leave the prompt a little air. */
const AIR = 0.9;

/**
 * The transcript, or notes on it of at most `roomTokens`, where one prompt may have `maxTokens`. Each answer is a part that all drafts
 * of the project share. Throws `VendorError`.
 */
export async function readTalk(reading: Reading, roomTokens: number, maxTokens: number): Promise<Material> {
  const { talk, tools, writer } = reading;
  const text = linesOf(talk.segments).join('\n');
  if (likelyTokens(text) <= Math.min(roomTokens, WHOLE_TOKENS)) return { kind: 'transcript', text };
  const windows = windowsFor(talk, maxTokens);
  await tools.log(`The talk is worked through in ${windows.length} pieces, once for all drafts.`);
  tools.expectParts(windows.length + 1);
  const done = counter(reading, windows.length);
  const taken = await allOf(windows.map(async (window) => done(await notesOn(reading, window, maxTokens))));
  const invented = taken.reduce((sum, notes) => sum + notes.invented, 0);
  if (invented > 0)
    await tools.log(`${invented} quotations in ${writer.model}’s notes were not said, and are left out.`);
  return condensed(
    reading,
    taken.flatMap(({ lines }) => lines),
    roomTokens,
    maxTokens,
  );
}

function windowsFor(talk: Talk, maxTokens: number): Window[] {
  const around = tokensIn(notesPrompt({ startMs: 0, endMs: 0, segments: talk.segments, text: '' }, 10_000));
  const most = Math.max(LEAST_SOURCE_TOKENS, Math.min(NOTES_WINDOW_TOKENS, maxTokens - around));
  return noteWindows(talk.segments, talk.durationMs, most, likelyTokens);
}

async function notesOn(reading: Reading, window: Window, maxTokens: number): Promise<ReturnType<typeof checkedNotes>> {
  const tokens = likelyTokens(window.text);
  const target = charsFor(window.text, Math.max(LEAST_NOTES_TOKENS, notesShare(tokens)));
  const prompt = notesPrompt(window, target);
  // One line may be longer than any window.
  const answer =
    tokensIn(prompt) > maxTokens
      ? (
          await noted(
            reading,
            { kind: 'transcript', text: window.text },
            { chars: target, maxTokens, name: `notes from ${window.startMs}` },
          )
        ).join('\n')
      : await asked(reading, `notes from ${window.startMs}`, prompt);
  return checkedNotes(answer, window);
}

/** The notes, or notes on them, and on those, until they fit. */
async function condensed(reading: Reading, notes: string[], roomTokens: number, maxTokens: number): Promise<Material> {
  let lines = notes;
  for (let level = 1; level <= MOST_LEVELS; level++) {
    const text = lines.join('\n');
    if (likelyTokens(text) <= roomTokens) return { kind: 'notes', text };
    if (level === MOST_LEVELS) break;
    const chars = charsFor(text, roomTokens * AIR);
    await reading.tools.log('The notes are still too long, so they are made shorter.');
    lines = await noted(reading, { kind: 'notes', text }, { chars, maxTokens, name: `shorter notes ${level}` });
  }
  const detail = `${likelyTokens(lines.join('\n'))} tokens of notes after ${MOST_LEVELS} levels, for ${roomTokens}.`;
  throw new VendorError('vendor_answer', 'The language model could not make the talk short enough.', detail, true);
}

interface Noting {
  /** What all notes together should have at most. */
  chars: number;
  maxTokens: number;
  name: string;
}

async function noted(reading: Reading, whole: Material, { chars, maxTokens, name }: Noting): Promise<string[]> {
  const around = tokensIn(condensePrompt({ ...whole, text: '' }, 10_000));
  const most = Math.max(LEAST_SOURCE_TOKENS, maxTokens - around);
  const pieces = windowsOf(whole.text.split('\n'), most, likelyTokens);
  const each = Math.max(charsFor(whole.text, LEAST_NOTES_TOKENS), Math.floor(chars / pieces.length));
  reading.tools.expectParts(pieces.length + 1);
  const done = counter(reading, pieces.length);
  const notes = await allOf(
    pieces.map(async (text, i) =>
      done(await asked(reading, `${name}, ${i + 1}`, condensePrompt({ kind: whole.kind, text }, each))),
    ),
  );
  return notes.flatMap((note) => note.split('\n').filter((line) => line.trim() !== ''));
}

function asked({ tools, writer }: Reading, name: string, prompt: Prompt): Promise<string> {
  return tools.sharedPart(name, { writer: writer.identity, prompt }, (ledger) =>
    writer.write(prompt, { ...writeOptions(tools, ledger), temperature: NOTES_TEMPERATURE }),
  );
}

/** Shows how many of so many pieces have been read. */
function counter({ tools }: Reading, of: number): <T>(answer: T) => T {
  let ended = 0;
  return (answer) => {
    ended++;
    tools.progress(2 + (28 * ended) / of, `Reading the talk: ${ended} of ${of} pieces`);
    return answer;
  };
}

/** About as many characters as so many tokens have in this text; round, so that a corrected word makes no other question. */
function charsFor(text: string, tokens: number): number {
  const exact = (tokens * text.length) / Math.max(1, likelyTokens(text));
  return Math.max(100, Math.round(exact / 100) * 100);
}
