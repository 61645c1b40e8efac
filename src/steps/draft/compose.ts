/** How a language model writes a draft, from what all drafts of the talk are written from. */
import { correctionPrompt, draftPrompt, questionsOf } from '../../content/prompt.js';
import type { Material } from '../../content/prompt.js';
import type { ContentType, Talk } from '../../content/talk.js';
import type { KeptVoice } from '../../content/voice/told.js';
import { toldOf } from '../../content/voice/told.js';
import { likelyTokens } from '../../outside/language-model/tokens.js';
import type { Prompt, Writer } from '../../outside/language-model/writer.js';
import type { Passage, Tools } from '../step.js';
import { tokensIn, withinPromptBudget, writeOptions } from '../prompt-budget.js';
import { readTalk } from './read-talk.js';

export interface Job {
  type: ContentType;
  talk: Talk;
  tools: Tools<never>;
  writer: Writer;
  /** Of the person who asks. */
  voice: KeptVoice | null;
}

/** Of a prompt, the share that passages of documents may have. */
const CONTEXT_SHARE = 1 / 5;
/** Passages are asked for by characters, of English about so many to a token; in denser scripts, fewer of them are used. */
const CHARS_PER_TOKEN = 4;
const LEAST_SOURCE_TOKENS = 250;
/** The types' rules differ in length by less than this, so that it does not depend on the type whether notes have to be shorter. */
const STEP_TOKENS = 500;

export interface Composed {
  /** As the model wrote it. */
  text: string;
  passages: string[];
  /** Asks once more, with what is wrong with a draft; null where the prompt has no room for that. */
  writeAgain: (draft: string, faults: string[]) => Promise<string | null>;
}

/** What the model wrote. Each answer is a part, so that none is paid for twice. Throws `VendorError`. */
export async function composed(job: Job): Promise<Composed> {
  const { type, talk, tools, writer, voice } = job;
  tools.progress(2, 'Reading the talk');
  const onText = shower(job);
  return withinPromptBudget(writer, tools, async (maxTokens) => {
    const forContext = Math.floor(maxTokens * CONTEXT_SHARE);
    const related = await tools.passagesFor(questionsOf(talk), forContext * CHARS_PER_TOKEN);
    const passages = upTo(forContext, related);
    const told = toldOf(voice, maxTokens);
    const promptFor = (source: Material): Prompt => draftPrompt(type, talk, source, passages, maxTokens, told);
    const around = Math.ceil(tokensIn(promptFor({ kind: 'transcript', text: '' })) / STEP_TOKENS) * STEP_TOKENS;
    const source = await readTalk(job, Math.max(LEAST_SOURCE_TOKENS, maxTokens - around), maxTokens);
    const prompt = promptFor(source);
    const text = await written(job, 'text', prompt, onText);
    const writeAgain = async (draft: string, faults: string[]): Promise<string | null> => {
      const correction = correctionPrompt(prompt, draft, faults);
      if (tokensIn(correction) > maxTokens) {
        await tools.log(
          'Its draft has faults, and the prompt has no room to ask once more: what is wrong is taken out.',
        );
        return null;
      }
      await tools.log(`Its draft has faults, so it is asked once more: ${faults.join(' ')}`);
      return written(job, 'correction', correction, onText);
    };
    return { text, passages: passages.map((passage) => passage.text), writeAgain };
  });
}

/** The first ones, which are the best, as far as they fit. */
function upTo(most: number, passages: Passage[]): Passage[] {
  let left = most;
  return passages.filter(({ document, text }) => {
    const tokens = likelyTokens(`${document}\n${text}`);
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}

type OnText = (text: string, restart: boolean) => void;

function written({ type, tools, writer }: Job, part: string, prompt: Prompt, onText: OnText): Promise<string> {
  tools.progress(30, `Writing the ${type.label.toLowerCase()}`);
  const { temperature } = type;
  return tools.part(part, { writer: writer.identity, prompt, temperature }, (ledger) => {
    // After a prompt that turned out to be too long, the text begins again.
    onText('', true);
    return writer.write(prompt, { ...writeOptions(tools, ledger), onText, temperature });
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
