/** What a job's module has in its thread: what it was given, and how it answers. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromChild } from './sandbox.js';

const tell = (message: FromChild): void => parentPort?.postMessage(message);

const STDIN = 0;

export const givenToThread = (): unknown => workerData;

/** The bytes that the job came with. */
export const inputOfThread = (): Uint8Array => new Uint8Array(readFileSync(STDIN));

/** Once, at the end. What structured cloning takes. */
export const answerFromThread = (answer: unknown): void => tell({ kind: 'answer', answer });

/** `share`: 0 to 1. */
export const progressOfThread = (share: number): void => tell({ kind: 'progress', share });
