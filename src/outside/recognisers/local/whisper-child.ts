/** The child process in which whisper.cpp runs, so that a crash of it, or its memory, hurts nobody else. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { FromChild, ToChild } from './whisper.js';

interface Native {
  WhisperContext: new (options: { filePath: string; useGpu: boolean }) => {
    transcribeFile(path: string, options: object): { promise: Promise<NativeResult> };
  };
  WhisperVadContext: new (options: { filePath: string; useGpu: boolean }) => NativeVoices;
}

interface NativeVoices {
  /** Times in hundredths of a second, unlike all others. */
  detectSpeechFile(path: string, options: object): Promise<{ t0: number; t1: number }[]>;
}

interface NativeResult {
  language?: string;
  /** Times in ms. */
  segments: { text: string; t0: number; t1: number }[];
}

/**
 * whisper.cpp tries again up to five times, with five candidates each, where it is not sure: on a processor that makes noise
 * take ten times as long as speech. Two more tries with one candidate each are kept.
 */
const CHEAP = { bestOf: 1, temperatureInc: 0.4 };

const tell = (message: FromChild): void => {
  process.send?.(message);
};

process.on('disconnect', () => process.exit(0));

/** Rather too much than the end of a word too little. */
const WITH_EDGES = { speechPadMs: 200, minSilenceDurationMs: 400 };

const [modelPath = '', library = '', voicesPath = ''] = process.argv.slice(2);
const { WhisperContext, WhisperVadContext } = createRequire(import.meta.url)(library) as Native;
const voices = voicesPath === '' ? null : new WhisperVadContext({ filePath: voicesPath, useGpu: false });
const context = new WhisperContext({ filePath: modelPath, useGpu: false });

async function heard({ path, language, prompt }: ToChild): Promise<FromChild> {
  const found = voices && (await voices.detectSpeechFile(path, WITH_EDGES));
  const speech = found && found.map(({ t0, t1 }) => ({ t0: t0 * 10, t1: t1 * 10 }));
  // Of what is no speech, words would be made up.
  if (speech?.length === 0) return { kind: 'result', language: null, segments: [], speech };
  const options = {
    language: language ?? 'auto',
    ...(prompt === undefined ? {} : { prompt }),
    maxThreads: Math.max(1, availableParallelism() - 1),
    ...CHEAP,
    onProgress: (percent: number) => tell({ kind: 'progress', share: Math.min(1, percent / 100) }),
  };
  const result = await context.transcribeFile(path, options).promise;
  return { kind: 'result', language: result.language ?? null, segments: result.segments, speech };
}

process.on('message', (asked: ToChild) => {
  heard(asked).then(tell, (error: unknown) => tell({ kind: 'error', message: String(error) }));
});
tell({ kind: 'ready' });
