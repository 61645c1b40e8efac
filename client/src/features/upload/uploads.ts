/** Uploads under way. They live outside of the router, so that they go on on other pages, and after the server was away. */
import { api } from '../../api.js';
import { ApiProblem, isProblem, messageOf } from '../../http.js';
import { channel } from '../../realtime/live.js';
import { createStore, useStore } from '../../tiny-store.js';
import { forgetLeft } from '../../ui/steady-left.js';
import { mayPass, sendRecording, terminate } from './send-recording.js';
import { Speed } from './speed.js';
import { findUnfinished, forgetUnfinished } from './unfinished.js';

export interface Upload {
  projectId: string;
  filename: string;
  sizeBytes: number;
  sentBytes: number;
  /** Null while it is not known. */
  bytesPerSecond: number | null;
  /** `waiting`: the server cannot be reached, and is tried again and again. `finishing`: all bytes are sent. */
  phase: 'captions' | 'sending' | 'waiting' | 'paused' | 'finishing' | 'done' | 'failed';
  problem: string | null;
  /** Why the captions were not taken; the recording goes on without them. */
  captionsProblem: string | null;
}

interface Files {
  source: File;
  /** Null once they are sent. */
  captions: File | null;
  /** Where the server has some of it already, when this browser does not remember. */
  address: string | null;
}

type Uploads = Readonly<Record<string, Upload>>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

const store = createStore<Uploads>({});
const files = new Map<string, Files>();
const aborts = new Map<string, AbortController>();

/** By which name its time left is told. */
export const leftName = (projectId: string): string => `upload ${projectId}`;

const isUnderWay = ({ phase }: Upload): boolean => phase !== 'done' && phase !== 'failed';

function change(projectId: string, changes: Partial<Upload>): void {
  const upload = store.get()[projectId];
  if (upload) store.set({ ...store.get(), [projectId]: { ...upload, ...changes } });
}

/** How fast it was, and when it would have ended, holds no longer. */
function standsStill(projectId: string, phase: 'waiting' | 'paused'): void {
  change(projectId, { phase, bytesPerSecond: null });
  forgetLeft(leftName(projectId));
}

/** Sends the captions first, then the recording: from where the server has it until the server has all of it. */
async function sendAll(projectId: string, given: Files, signal: AbortSignal): Promise<void> {
  if (given.captions) {
    const { captions } = given;
    await untilThere(projectId, signal, () => sendCaptions(projectId, captions, signal));
    given.captions = null;
  }
  await untilThere(projectId, signal, () => {
    const speed = new Speed();
    const onProgress = (sentBytes: number): void => {
      const phase = sentBytes >= given.source.size ? 'finishing' : 'sending';
      change(projectId, { sentBytes, phase, bytesPerSecond: speed.add(sentBytes) });
    };
    return sendRecording(projectId, given.source, given.address, { signal, onProgress });
  });
}

/** Repeats `work` while the server cannot be reached. The pauses grow (backoff), but start short again once bytes were sent. */
async function untilThere(projectId: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const before = store.get()[projectId]?.sentBytes;
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error)) throw error;
    }
    if (store.get()[projectId]?.sentBytes !== before) pauseMs = FIRST_PAUSE_MS;
    standsStill(projectId, 'waiting');
    await pause(pauseMs, signal);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
}

/** Waits; ends early when the browser is online again or the upload is stopped. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

/** Captions that the server refuses do not stop the upload: others can be given at any time. */
async function sendCaptions(projectId: string, captions: File, signal: AbortSignal): Promise<void> {
  try {
    await api.sendCaptions(projectId, captions, signal);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status < 400 || error.status >= 500) throw error;
    change(projectId, { captionsProblem: messageOf(error) });
  }
}

async function run(projectId: string): Promise<void> {
  const given = files.get(projectId);
  if (!given || aborts.has(projectId)) return;
  const abort = new AbortController();
  aborts.set(projectId, abort);
  forgetLeft(leftName(projectId));
  change(projectId, { phase: given.captions ? 'captions' : 'sending', problem: null, bytesPerSecond: null });
  try {
    await sendAll(projectId, given, abort.signal);
    done(projectId);
  } catch (error) {
    // The server has the recording already, from another tab, or from a try whose answer was lost.
    if (isProblem(error, 'source_exists')) done(projectId);
    else if (!isProblem(error, 'aborted')) change(projectId, { phase: 'failed', problem: messageOf(error) });
  } finally {
    if (aborts.get(projectId) === abort) aborts.delete(projectId);
  }
  void channel.refresh(projectId);
}

function done(projectId: string): void {
  files.delete(projectId);
  change(projectId, { phase: 'done' });
}

function stop(projectId: string): void {
  aborts.get(projectId)?.abort();
  aborts.delete(projectId);
}

function drop(projectId: string): void {
  stop(projectId);
  files.delete(projectId);
  store.set(Object.fromEntries(Object.entries(store.get()).filter(([id]) => id !== projectId)));
}

/** Removes the upload from the server and from this browser's memory. */
async function discard(projectId: string): Promise<void> {
  const unfinished = await findUnfinished(projectId);
  await forgetUnfinished(projectId);
  if (unfinished) await terminate(unfinished.address);
}

export const uploads = {
  start(projectId: string, source: File, captions: File | null, address: string | null = null): void {
    drop(projectId);
    files.set(projectId, { source, captions, address });
    const fresh: Upload = {
      projectId,
      filename: source.name,
      sizeBytes: source.size,
      sentBytes: 0,
      bytesPerSecond: null,
      phase: 'sending',
      problem: null,
      captionsProblem: null,
    };
    store.set({ ...store.get(), [projectId]: fresh });
    void run(projectId);
  },
  /** Goes on after a failure or a pause. */
  goOn: (projectId: string): void => void run(projectId),
  pause(projectId: string): void {
    stop(projectId);
    standsStill(projectId, 'paused');
  },
  cancel(projectId: string): void {
    drop(projectId);
    void discard(projectId);
  },
  /** Stops all uploads. The server keeps what it has of them, for when the person signs in again. */
  letGoOfAll(): void {
    for (const projectId of Object.keys(store.get())) drop(projectId);
  },
};

export const useUpload = (projectId: string): Upload | undefined => useStore(store, (all) => all[projectId]);

/** The upload that the header shows: the first that is under way. */
export const useUploadUnderWay = (): Upload | undefined =>
  useStore(store, (all) => Object.values(all).find(isUnderWay));

window.addEventListener('beforeunload', (event) => {
  if (Object.values(store.get()).some(isUnderWay)) event.preventDefault();
});
