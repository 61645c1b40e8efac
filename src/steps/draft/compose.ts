/** How a language model writes a draft: from the whole transcript, or window by window from notes on a long one. */
import { correctionPrompt, draftPrompt, notesPrompt, questionsOf } from '../../content/prompt.js';
import type { Material } from '../../content/prompt.js';
import type { ContentType, Talk } from '../../content/talk.js';
import { linesOf, windowsOf } from '../../content/windows.js';
import { VendorError } from '../../outside/vendor/vendor-error.js';
import type { Prompt, Writer } from '../../outside/language-model/writer.js';
import type { Tools } from '../step.js';
import { allOf, withinPromptBudget, writeOptions } from '../prompt-budget.js';

export interface Job {
  type: ContentType;
  talk: Talk;
  tools: Tools<never>;
  writer: Writer;
}

/** Of a prompt, the share that passages of documents may have. */
const CONTEXT_SHARE = 1 / 5;
const LEAST_SOURCE_CHARS = 1_000;
/** Notes on notes on notes: a talk that is still too long after these would never get shorter. */
const MOST_LEVELS = 4;
/** Notes may be this part of what they are on, but are never asked to be shorter than a paragraph. */
const NOTES_SHARE = 1 / 3;
const LEAST_NOTES_CHARS = 800;
/** Notes that keep to their length leave the prompt a little air. */
const AIR = 0.9;

export interface Composed {
  /** As the model wrote it. */
  text: string;
  passages: string[];
  /** Asks once more, with what is wrong with a draft; null where the prompt has no room for that. */
  writeAgain: (draft: string, faults: string[]) => Promise<string | null>;
}

/** What the model wrote. Each answer is a part, so that none is paid for twice. Throws `VendorError`. */
export async function composed(job: Job): Promise<Composed> {
  job.tools.progress(2, 'Reading the talk');
  const onText = shower(job);
  return withinPromptBudget(job.writer, job.tools, async (maxChars) => {
    const passages = await job.tools.passagesFor(questionsOf(job.talk), Math.floor(maxChars * CONTEXT_SHARE));
    const promptFor = (source: Material): Prompt => draftPrompt(job.type, job.talk, source, passages, maxChars);
    const around = lengthOf(promptFor({ kind: 'transcript', text: '' }));
    const source = await shortened(job, Math.max(LEAST_SOURCE_CHARS, maxChars - around), maxChars);
    const prompt = promptFor(source);
    const text = await written(job, 'text', prompt, onText);
    const writeAgain = async (draft: string, faults: string[]): Promise<string | null> => {
      const correction = correctionPrompt(prompt, draft, faults);
      if (lengthOf(correction) > maxChars) return null;
      await job.tools.log(`Its draft has faults, so it is asked once more: ${faults.join(' ')}`);
      return written(job, 'correction', correction, onText);
    };
    return { text, passages: passages.map((passage) => passage.text), writeAgain };
  });
}

type OnText = (text: string, restart: boolean) => void;

function written({ type, tools, writer }: Job, part: string, prompt: Prompt, onText: OnText): Promise<string> {
  tools.progress(30, `Writing the ${type.label.toLowerCase()}`);
  return tools.part(part, { writer: writer.identity, prompt }, (ledger) => {
    // After a prompt that turned out to be too long, the text begins again.
    onText('', true);
    return writer.write(prompt, { ...writeOptions(tools, ledger), onText });
  });
}

/** Shows the text to the tabs as it grows. */
function shower({ type, tools }: Job): OnText {
  let length = 0;
  return (text, restart) => {
    if (text !== '' || length > 0) tools.stream(text, restart);
    length = restart ? text.length : length + text.length;
    const words = `Writing the ${type.label.toLowerCase()}: ${length.toLocaleString('en')} characters`;
    if (length > 0) tools.progress(30 + 65 * shareOf(length), words);
  };
}

/** Nobody knows how long the text will be: of a usual one's 6,000 characters, two thirds. Never quite 1. */
const shareOf = (length: number): number => 1 - Math.exp(-length / 6_000);

/** The transcript if it fits into `chars`; otherwise notes on its windows, and notes on these notes, until they fit. */
async function shortened(job: Job, chars: number, maxChars: number): Promise<Material> {
  let lines = linesOf(job.talk.segments);
  for (let level = 0; level <= MOST_LEVELS; level++) {
    const text = lines.join('\n');
    if (text.length <= chars) return { kind: level === 0 ? 'transcript' : 'notes', text };
    if (level < MOST_LEVELS) lines = await noted(job, lines, { level: level + 1, chars, maxChars });
  }
  const detail = `${lines.join('\n').length} characters of notes after ${MOST_LEVELS} levels, for ${chars}.`;
  throw new VendorError('vendor_answer', 'The language model could not make the talk short enough.', detail, true);
}

interface Level {
  /** 1: notes on the transcript; above: notes on notes. */
  level: number;
  /** What all notes together should have at most. */
  chars: number;
  maxChars: number;
}

async function noted({ type, talk, tools, writer }: Job, lines: string[], { level, chars, maxChars }: Level) {
  const kind = level === 1 ? 'transcript' : 'notes';
  const around = lengthOf(notesPrompt(type, talk, { kind, text: '', number: 1, of: 1, chars: 100_000 }));
  const windows = windowsOf(lines, Math.max(LEAST_SOURCE_CHARS, maxChars - around));
  const longest = Math.max(...windows.map(({ length }) => length));
  const each = Math.floor(Math.min(longest * NOTES_SHARE, (chars * AIR) / windows.length));
  const [of, target] = [windows.length, Math.max(LEAST_NOTES_CHARS, each)];
  await tools.log(`The ${level === 1 ? 'talk is' : 'notes are'} worked through in ${of} pieces.`);
  tools.expectParts(of + 1);
  let ended = 0;
  const notes = await allOf(
    windows.map(async (text, i) => {
      const prompt = notesPrompt(type, talk, { kind, text, number: i + 1, of, chars: target });
      const answer = await tools.part(`notes:${level}.${i + 1}`, { writer: writer.identity, prompt }, (ledger) =>
        writer.write(prompt, writeOptions(tools, ledger)),
      );
      ended++;
      tools.progress(2 + (28 * ended) / of, `Reading the talk: ${ended} of ${of} pieces`);
      return answer;
    }),
  );
  return notes.flatMap((note) => note.split('\n').filter((line) => line.trim() !== ''));
}

const lengthOf = ({ system, user }: Prompt): number => system.length + user.length;
