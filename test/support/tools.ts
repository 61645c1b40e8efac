/** The tools of a step, without database and queue: parts in memory, files in a folder of their own. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFfmpeg } from '../../src/outside/ffmpeg/ffmpeg.js';
import type { Ledger } from '../../src/outside/vendor/ledger.js';
import { DocumentReader } from '../../src/outside/documents/reader.js';
import { Sandbox } from '../../src/outside/sandbox/sandbox.js';
import { FolderStorage } from '../../src/outside/storage/folder/folder-storage.js';
import { CaptionsReader } from '../../src/transcript/captions/reader.js';
import type { Given, StepTask, Tools } from '../../src/steps/step.js';
import { stepStorage } from '../../src/steps/step-storage.js';
import { openLedger } from './open-ledger.js';
import { programs } from './programs.js';

export interface Bench {
  tools: Tools;
  /** What the steps store. */
  files: FolderStorage;
  task: StepTask;
  folder: string;
  logged: string[];
  /** How often the work of each part was done. */
  parts: Map<string, number>;
  abort: AbortController;
  remove(): Promise<void>;
}

/** As tests need it, which do not run from the build. */
export const builtSandbox = (): Sandbox => new Sandbox('dist/server');

/** `source`: a local file that plays the uploaded recording. */
export async function createBench(source: string, given: Partial<Given> = {}): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-bench-'));
  const scratch = join(folder, 'scratch');
  await mkdir(scratch);
  const { ffmpeg, ffprobe } = programs();
  const answers = new Map<string, unknown>();
  const bench: Pick<Bench, 'files' | 'logged' | 'parts' | 'abort'> = {
    files: new FolderStorage(folder),
    logged: [],
    parts: new Map(),
    abort: new AbortController(),
  };
  const part = async <T>(name: string, input: unknown, work: (ledger: Ledger) => Promise<T>): Promise<T> => {
    const key = `${name} ${JSON.stringify(input)}`;
    if (!answers.has(key)) {
      answers.set(key, JSON.parse(JSON.stringify(await work(openLedger()))));
      bench.parts.set(name, (bench.parts.get(name) ?? 0) + 1);
    }
    return answers.get(key) as T;
  };
  const tools: Bench['tools'] = {
    given: {
      source: { key: 'source', filename: 'talk.mp4', sizeBytes: 1, sha256: 'a'.repeat(64) },
      document: null,
      documentTexts: [],
      projectTitle: 'A talk',
      language: null,
      media: null,
      captions: null,
      transcript: null,
      speakers: [],
      chapters: [],
      chaptersByHand: null,
      screenshots: [],
      ownType: null,
      voice: null,
      locked: null,
      pictures: [],
      ...given,
    },
    part,
    sharedPart: part,
    expectParts: () => undefined,
    progress: () => undefined,
    log: (line) => Promise.resolve(void bench.logged.push(line)),
    signal: bench.abort.signal,
    storage: stepStorage(bench.files),
    transcriber: null,
    writer: null,
    seer: null,
    embedder: null,
    passagesFor: () => Promise.resolve([]),
    stream: () => undefined,
    lackingVectors: (texts) => Promise.resolve(texts),
    ocr: null,
    reader: new DocumentReader(builtSandbox()),
    captionsReader: new CaptionsReader(builtSandbox()),
    ffmpeg: createFfmpeg({
      ffmpegPath: ffmpeg,
      ffprobePath: ffprobe,
      environment: process.env,
      atOnce: 4,
      maxMemoryBytes: 2 * 1024 ** 3,
    }),
    scratch,
    sourceFile: () => Promise.resolve(source),
    settings: { screenshotEveryMs: 3_000 },
  };
  const task: StepTask = {
    id: 't',
    projectId: 'p',
    key: 'probe',
    runId: 'r',
    instructions: null,
    attempt: 1,
    failures: 0,
    maxAttempts: 4,
  };
  return { ...bench, tools, task, folder, remove: () => rm(folder, { recursive: true }) };
}
