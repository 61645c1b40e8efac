/**
 * Finds out that a server has read only a part of a prompt, without a word: some of one's own keep only its beginning, or its end, or
 * both, when it is longer than they were set up for.
 */
import { tableTokens } from './token-table.js';
import { likelyTokens } from './tokens.js';

/** Less is no talk. In tokens. */
const SURELY_TAKEN = 600;
/** Any server takes this much, so only what looks like a large loss is looked into. */
const LIKELY_TAKEN = 1_700;
/** More than this share must not be missing. A little less than is promised, because it is measured. */
const MOST_LOST = 0.045;
/** Where no other measure is known than another model's table of tokens. */
const MOST_LOST_BY_TABLE = 0.3;
/** Between two marks stands a quarter of the material: who leaves out more than this loses one. */
const LOST_WITH_A_MARK = 0.3;
/** A server's count is the table's, as near as its frame around messages lets it be. */
const SAME_TABLE = 0.015;
/** What servers put around messages, and the rule of a sample: about so many tokens. */
const FRAME_TOKENS = 8;
const RULE_TOKENS = 8;
/** How much of the prompt is read again on its own to learn how the server counts, and more where that says that some is lost. */
const SAMPLES = [1_000, 2_500];

export interface Sent {
  system: string;
  /** All other messages. */
  rest: string;
  /** What should have come back; empty where none was asked for. */
  marks: readonly string[];
}

export interface Answered {
  /** What the server says that the prompt had; 0 where it does not say. */
  promptTokens: number;
  found: ReadonlySet<string>;
}

/** Asks the server to read a little; answers what it says that they had, or null. */
export type CountSample = (sample: string) => Promise<number | null>;

/** `kept`: about how much a prompt may have, in the table's tokens; null where that is not known. */
export interface Loss {
  kept: number | null;
  detail: string;
}

export class ReadWhole {
  /** How many tokens the server counts for one of the table's, by how dense a text is: languages differ. */
  private readonly ratios = new Map<string, Promise<number | null>>();

  /** Null when all was read, as far as can be known. */
  async lossOf(sent: Sent, answered: Answered, count: CountSample): Promise<Loss | null> {
    if (likelyTokens(sent.system) + likelyTokens(sent.rest) < SURELY_TAKEN) return null;
    const { promptTokens } = answered;
    if (promptTokens === 0) return lossByMarks(sent, answered, 1);
    const tokens = (await tableTokens(sent.system)) + (await tableTokens(sent.rest));
    const measured = await this.shareLost(sent, tokens, promptTokens, count);
    const byCount = measured !== null && measured.lost > MOST_LOST;
    // Some count only what they have not read lately: then all marks are back.
    const reread = byCount && measured.lost > LOST_WITH_A_MARK && hasAll(sent, answered);
    if (!byCount || reread) return lossByMarks(sent, answered, 3);
    const detail = `It counted ${promptTokens} tokens in a prompt of about ${Math.round(tokens * measured.ratio)}.`;
    return { kept: Math.floor(promptTokens / measured.ratio), detail };
  }

  private async shareLost(
    sent: Sent,
    tokens: number,
    promptTokens: number,
    count: CountSample,
  ): Promise<{ lost: number; ratio: number } | null> {
    if (Math.abs(promptTokens - FRAME_TOKENS - tokens) < tokens * SAME_TABLE) return null;
    const lostBy = (ratio: number): number => 1 - (promptTokens - FRAME_TOKENS) / (tokens * ratio);
    if (tokens < LIKELY_TAKEN && lostBy(1) < MOST_LOST_BY_TABLE) return null;
    let found: { lost: number; ratio: number } | null = null;
    for (const size of SAMPLES) {
      const ratio = await this.ratio(sent, tokens, size, count);
      if (ratio === null) return lostBy(1) > MOST_LOST_BY_TABLE ? { lost: lostBy(1), ratio: 1 } : null;
      found = { lost: lostBy(ratio), ratio };
      // A large loss needs no closer look, and a small sample may show a small one that is none.
      if (found.lost <= MOST_LOST || found.lost > 3 * MOST_LOST) return found;
    }
    return found;
  }

  private async ratio(sent: Sent, tokens: number, size: number, count: CountSample): Promise<number | null> {
    const key = `${size} ${Math.round((sent.rest.length / tokens) * 4)}`;
    const known = this.ratios.get(key) ?? measuredRatio(sent, Math.min(size, tokens / 3), count);
    this.ratios.set(key, known);
    try {
      const ratio = await known;
      if (ratio === null) this.ratios.delete(key);
      return ratio;
    } catch (error) {
      this.ratios.delete(key);
      throw error;
    }
  }
}

/** Tokens of the server for one of the table's, in pieces from all over the prompt. */
async function measuredRatio({ rest }: Sent, size: number, count: CountSample): Promise<number | null> {
  const sample = sampleOf(rest, size);
  const counted = await count(sample);
  const tokens = await tableTokens(sample);
  return counted === null || counted <= FRAME_TOKENS + RULE_TOKENS
    ? null
    : (counted - FRAME_TOKENS - RULE_TOKENS) / tokens;
}

/** Pieces from all over a text, evenly, so that each kind of words in it has its share; of about so many tokens together. */
function sampleOf(text: string, tokens: number): string {
  const pieces = text.match(PIECE) ?? [];
  const share = Math.min(1, tokens / Math.max(1, likelyTokens(text)));
  return pieces.filter((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share)).join('');
}

/** Up to the blank behind a word where there is one: words that are cut have other tokens. */
const PIECE = /[^\n]{1,60}(?:\s|(?![\s\S]))|[^\n]{1,60}/gu;

const hasAll = ({ marks }: Sent, { found }: Answered): boolean =>
  marks.length > 0 && marks.every((mark) => found.has(mark));

/** By marks that did not come back, where so many did that the model has understood what they are for. */
function lossByMarks({ marks }: Sent, { found, promptTokens }: Answered, understood: number): Loss | null {
  if (found.size < understood || marks.every((mark) => found.has(mark))) return null;
  const [first = '', last = ''] = [marks[0], marks.at(-1)];
  // A model that counts well may still forget one in the middle.
  if (promptTokens > 0 && found.has(first) && found.has(last)) return null;
  return { kept: null, detail: `Of ${marks.length} marks in the prompt only ${found.size} came back.` };
}
