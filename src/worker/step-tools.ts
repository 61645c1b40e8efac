/** What a running step may use: its parts, its progress, and the outside. */
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { TaskRow } from '../database/entities/task.entity.js';
import { TaskLogRow } from '../database/entities/task.entity.js';
import type { DocumentReader } from '../outside/documents/reader.js';
import type { Ffmpeg } from '../outside/ffmpeg/port.js';
import type { Ocr } from '../outside/ocr/ocr.js';
import type { Storage } from '../outside/storage/storage.js';
import type { CallLedger } from '../usage/call-ledger.js';
import type { Heartbeat, Running } from './heartbeat.js';
import type { DraftStreams } from './draft-stream.js';
import { partTools } from './part-tool.js';
import { passageTools } from './passage-tools.js';
import type { OpenedModels } from './open-models.js';
import type { ProgressPublisher } from './progress.js';
import type { Given, Tools } from '../steps/step.js';
import { recordingOf } from '../steps/step.js';
import type { CaptionsReader } from '../transcript/captions/reader.js';
import type { StepStorage } from '../steps/step-storage.js';
import { stepStorage } from '../steps/step-storage.js';
import { limitedStorage } from './limited-storage.js';
import { ScratchFolder } from './scratch.js';
import { bookFile } from './booked-files.js';
import type { Quarantine } from './quarantine.js';

/** What a worker process has for all its tasks. */
export interface WorkerContext {
  db: DataSource;
  heartbeat: Heartbeat;
  storage: Storage;
  ffmpeg: Ffmpeg;
  /** For the first look at what arrives: its processes wait for none of the others. */
  intakeFfmpeg: Ffmpeg;
  /** For those who listen: a batch of screenshots keeps no part from the recogniser. */
  soundFfmpeg: Ffmpeg;
  models: { now(): Promise<OpenedModels> };
  ocr: Ocr | null;
  reader: DocumentReader;
  captionsReader: CaptionsReader;
  publisher: ProgressPublisher;
  drafts: DraftStreams;
  calls: CallLedger;
  quarantine: Quarantine;
  /** After this time a task yields to others that wait, between two parts. */
  yieldAfterMs: number;
  /** What the files of one owner may take together. Null: no limit. */
  storageLimitBytes: number | null;
  /** The folder in which each attempt gets a scratch folder of its own. */
  scratchRoot: string;
  settings: Tools['settings'];
}

/** A task that was claimed, and what its step is given. */
export interface Claimed {
  task: TaskRow;
  given: Given;
}

/** Calls `work` with the tools of this claim; the scratch folder is gone afterwards, whatever happens. */
export async function withTools<T>(
  context: WorkerContext,
  claim: Claimed,
  running: Running,
  work: (tools: Tools) => Promise<T>,
): Promise<T> {
  const scratch = new ScratchFolder(join(context.scratchRoot, `${claim.task.id}.${claim.task.attempt}`));
  try {
    const models = await context.models.now();
    return await work(toolsFor(context, models, claim, running, scratch));
  } finally {
    context.drafts.end(running);
    await scratch.remove();
  }
}

function toolsFor(
  context: WorkerContext,
  models: OpenedModels,
  { task, given }: Claimed,
  running: Running,
  scratch: ScratchFolder,
): Tools {
  const signal = running.abort.signal;
  const storage = storageFor(context, task);
  let source: Promise<string> | undefined;
  const parts = partTools(context, task, running);
  const { part } = parts;
  const log = async (line: string): Promise<void> => {
    await context.db.manager.insert(TaskLogRow, { taskId: task.id, attempt: task.attempt, line });
  };
  return {
    given,
    signal,
    get scratch() {
      return scratch.path();
    },
    storage,
    ffmpeg: ffmpegFor(context, task),
    settings: context.settings,
    ...models,
    ocr: context.ocr,
    reader: context.reader,
    captionsReader: context.captionsReader,
    ...parts,
    log,
    ...passageTools({ db: context.db, embedder: models.embedder }, task, { part, log, signal }),
    stream: (text, restart) => context.drafts.grow(running, text, restart),
    expectParts(total) {
      running.parts = { ...running.parts, total };
    },
    progress(percent, message) {
      running.percent = Math.min(100, Math.max(running.percent, percent));
      running.message = message;
      context.publisher.publish(running);
    },
    sourceFile() {
      source ??= fetchSource(storage, recordingOf(given).key, scratch.path(), signal);
      return source;
    },
  };
}

function ffmpegFor({ ffmpeg, intakeFfmpeg, soundFfmpeg }: WorkerContext, { lane }: TaskRow): Ffmpeg {
  if (lane === 'intake') return intakeFfmpeg;
  return lane === 'ai' ? soundFfmpeg : ffmpeg;
}

function storageFor({ db, storage, storageLimitBytes }: WorkerContext, task: TaskRow): StepStorage {
  const all = stepStorage(storage);
  if (storageLimitBytes === null) return all;
  return limitedStorage(all, (bytes) => bookFile(db, task, bytes, storageLimitBytes));
}

async function fetchSource(storage: StepStorage, key: string, scratch: string, signal: AbortSignal): Promise<string> {
  // Without the ending of the user's file name: the content says what the file is.
  const path = join(scratch, 'source');
  await storage.fetchTo(key, path, signal);
  return path;
}
