/** Models are tried before they are kept: the language model says a word, the recogniser listens to a second of silence. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clip } from '../contract/clip.js';
import { NoTranscriber } from '../outside/recognisers/transcriber.js';
import type { Ledger } from '../outside/vendor/ledger.js';
import { VendorError } from '../outside/vendor/vendor-error.js';
import type { ServerSettings } from '../settings/env.js';
import type { Models } from '../settings/models.js';

/** Somebody waits for it. */
const LONGEST_MS = 30_000;
const MOST_REASON = 240;
const SILENCE = { rate: 16_000, ms: 1_000 };

/** It belongs to no project: nothing is put aside for it, and it costs next to nothing. */
const unbooked: Ledger = {
  begin: () => Promise.resolve({ kind: 'go', settle: () => undefined }),
  recall: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
};

type Surroundings = Pick<ServerSettings, 'dataDir' | 'aiTimeoutMs' | 'aiConcurrency'>;

/** Null when it answers; else why not, in short. */
export async function tryWriter(writer: NonNullable<Models['writer']>): Promise<string | null> {
  const { sayWord } = await import('../outside/language-model/say-word.js');
  return whyNot([writer.apiKey], (signal) => sayWord(writer, unbooked, LONGEST_MS, signal));
}

/** The same, of the recogniser. `keys`: what must not stand in the reason. */
export async function tryRecogniser(
  recogniser: NonNullable<Models['recogniser']>,
  { dataDir, aiTimeoutMs, aiConcurrency }: Surroundings,
  keys: readonly string[],
): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-trial-'));
  try {
    const path = join(folder, 'silence.wav');
    await writeFile(path, silence());
    const surroundings = { dataDir, aiTimeoutMs: Math.min(aiTimeoutMs, LONGEST_MS), aiConcurrency, tries: 1 };
    const chunk = { path, startMs: 0, durationMs: SILENCE.ms };
    return await whyNot(keys, (signal) => recogniser.tryOut(surroundings, { signal, ledger: unbooked, chunk }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function whyNot(
  keys: readonly string[],
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<string | null> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    await work(signal);
    return null;
  } catch (error) {
    if (signal.aborted) return `It did not answer within ${LONGEST_MS / 1_000} s.`;
    if (error instanceof NoTranscriber) return error.message;
    if (!(error instanceof VendorError)) throw error;
    // Some vendors say the key again in their refusal.
    return keys.filter(Boolean).reduce((text, key) => text.replaceAll(key, '…'), reasonOf(error));
  }
}

/** What the vendor itself said, where it said something. */
function reasonOf(error: VendorError): string {
  const said = /^(?:\d{3} )+(.+)/s.exec(error.detail)?.[1]?.replaceAll(/\s+/g, ' ').trim();
  const about = REASONS[error.code] ?? error.message;
  return said === undefined || about.includes(clip(said, 40)) ? about : `${about} It says: ${clip(said, MOST_REASON)}`;
}

const REASONS: Partial<Record<VendorError['code'], string>> = {
  vendor_key: 'The server refused the key.',
  vendor_quota: 'The account at this server has run out of credit.',
  vendor_unavailable: 'The server cannot be reached, or had a fault of its own.',
};

/** One second, 16 bits, mono, as WAV: the RIFF header of 44 bytes, and zeros. */
function silence(): Buffer {
  const { rate, ms } = SILENCE;
  const samples = (rate * ms) / 1_000;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  return file;
}
