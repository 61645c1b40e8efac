/** The child process in which whisper.cpp runs, so that a crash of it, or its memory, hurts nobody else. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { FromChild, ToChild } from './whisper.js';

interface Native {
  WhisperContext: new (options: { filePath: string; useGpu: boolean }) => {
    transcribeFile(path: string, options: object): { promise: Promise<NativeResult> };
  };
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

const [modelPath = '', library = ''] = process.argv.slice(2);
const { WhisperContext } = createRequire(import.meta.url)(library) as Native;
const context = new WhisperContext({ filePath: modelPath, useGpu: false });

process.on('message', ({ path, language, prompt }: ToChild) => {
  const options = {
    language: language ?? 'auto',
    ...(prompt === undefined ? {} : { prompt }),
    maxThreads: Math.max(1, availableParallelism() - 1),
    ...CHEAP,
    onProgress: (percent: number) => tell({ kind: 'progress', share: Math.min(1, percent / 100) }),
  };
  context.transcribeFile(path, options).promise.then(
    (result) => tell({ kind: 'result', language: result.language ?? null, segments: result.segments }),
    (error: unknown) => tell({ kind: 'error', message: String(error) }),
  );
});
tell({ kind: 'ready' });
