/** Strangers' documents as text. Each is parsed in a sandbox. */
import type { DocumentKind } from '../../contract/documents.js';
import type { SandboxLimits, SandboxOptions } from '../sandbox/sandbox.js';
import { Sandbox } from '../sandbox/sandbox.js';
import type { DocumentFault } from './refusal.js';
import { DocumentRefused } from './refusal.js';

export interface ToParse {
  path: string;
  kind: DocumentKind;
}

export type Parsed = { text: string } | { refused: DocumentFault; message: string; detail?: string };

/** pdf.js alone takes 100 MB; scanned books of 25 MB stay below 500, and take less than a minute. */
const LIMITS: SandboxLimits = { memoryBytes: 1_000_000_000, cpuMs: 180_000 };

const GIVE_A_PART = 'Save the part of it that matters as text, and give that.';
const OVER = {
  memory: `Reading it takes too much memory. ${GIVE_A_PART}`,
  time: `Reading it takes too much work. ${GIVE_A_PART}`,
  crash: 'It is broken. Export it again.',
};

export class DocumentReader {
  constructor(
    private readonly sandbox = new Sandbox(),
    private readonly limits = LIMITS,
  ) {}

  /**
   * The text of a local file: paragraphs with an empty line between them, without characters that are none. Throws
   * `DocumentRefused`; on abort the reason.
   */
  async read(file: ToParse, options: SandboxOptions): Promise<string> {
    const job = { module: 'outside/documents/parse.js', data: file };
    const outcome = await this.sandbox.run(job, this.limits, options);
    if (outcome.kind === 'over') {
      throw new DocumentRefused(outcome.limit === 'crash' ? 'unreadable' : 'too_complex', OVER[outcome.limit]);
    }
    const parsed = outcome.answer as Parsed;
    if ('text' in parsed) return parsed.text;
    throw new DocumentRefused(parsed.refused, parsed.message, { cause: parsed.detail });
  }
}
