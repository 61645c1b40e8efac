/** A language model looks at the distinct pictures, some at a time. That it fails is no failure: what OCR read is used then. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal } from '../../content/checks/whole.js';
import { count } from '../../contract/counts-and-times.js';
import type { Prompt, Writer } from '../../outside/language-model/writer.js';
import { VendorError } from '../../outside/vendor/vendor-error.js';
import type { Look } from './with-look.js';
import { look } from './with-look.js';
import type { StoredScreenshot } from '../../recording/screenshots.js';
import { timestamp } from '../../transcript/chapters.js';
import { writeOptions } from '../prompt-budget.js';
import type { Tools } from '../step.js';
import { lookPrompt } from './look-prompt.js';

type Shot = Pick<StoredScreenshot, 'key' | 'atMs'>;

const AT_ONCE = 4;
/** After so many in a row that could not be had, nothing more is asked. */
const MOST_FAILURES = 3;
/** Pictures are described, not imagined. */
const TEMPERATURE = 0.1;

/** By the picture's key. `notes`: what people should know. */
export interface Looks {
  found: Map<string, Look>;
  notes: string[];
}

/** `language`: of the talk. Throws what stops the step: an abort, or that it yields. */
export async function lookAt(
  seer: Writer,
  shots: Shot[],
  tools: Tools<never>,
  language: string | null,
): Promise<Looks> {
  const looking = new Looking(seer, tools, lookPrompt(language));
  const next = shots[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const shot of next) await looking.at(shot);
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return looking.end(shots.length);
}

class Looking {
  private readonly found = new Map<string, Look>();
  private failures = 0;
  private started = 0;
  private stopped: VendorError | null = null;
  private last: VendorError | null = null;

  constructor(
    private readonly seer: Writer,
    private readonly tools: Tools<never>,
    private readonly prompt: Omit<Prompt, 'pictures'>,
  ) {}

  async at({ key, atMs }: Shot): Promise<void> {
    if (this.stopped) return;
    const input = { key, by: this.seer.identity, prompt: this.prompt };
    try {
      const answer = await this.tools.part(`look at ${timestamp(atMs)}`, input, async (ledger) => {
        const prompt = { ...this.prompt, pictures: [await this.picture(key)] };
        const options = { ...writeOptions(this.tools, ledger), temperature: TEMPERATURE };
        return this.seer.answer(prompt, look, 'picture', options);
      });
      this.failures = 0;
      if (!isRefusal(answer.alt) && !isRefusal(answer.text)) this.found.set(key, answer);
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      this.last = error;
      const isAboutIt = error.code === 'vendor_declined' || error.code === 'vendor_answer';
      if (++this.failures >= MOST_FAILURES || (error.permanent && !isAboutIt)) this.stopped = error;
      await this.tools.log(`The picture at ${timestamp(atMs)} was not looked at: ${error.message}`);
    }
  }

  private async picture(key: string): Promise<Uint8Array> {
    const { scratch, storage, ffmpeg, signal } = this.tools;
    const jpeg = join(scratch, `look-${this.started++}.jpg`);
    const out = jpeg.replace(/\.jpg$/, '-seen.jpg');
    try {
      await storage.fetchTo(key, jpeg, signal);
      await ffmpeg.toSee(jpeg, out, signal);
      return await readFile(out);
    } finally {
      await Promise.all([jpeg, out].map((path) => rm(path, { force: true })));
    }
  }

  end(of: number): Looks {
    const { found, last } = this;
    const lacking = of - found.size;
    const why = last === null ? '' : `: ${last.message}`;
    const notes = lacking === 0 ? [] : [`${count(lacking, 'picture')} not looked at by ${this.seer.model}${why}`];
    return { found, notes };
  }
}
