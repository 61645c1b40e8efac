/** Uploads on their way, above the router: they go on while one looks at other pages. */
import { api, ApiProblem, isProblem, wordsOf } from '../../api.js';
import { channel } from '../../realtime/live.js';
import { createStore, useStore } from '../../tiny-store.js';

export interface Upload {
  projectId: string;
  filename: string;
  sizeBytes: number;
  sentBytes: number;
  phase: 'captions' | 'sending' | 'finishing' | 'done' | 'failed';
  problem: string | null;
  /** Why the captions were not taken; the recording goes on without them. */
  captionsProblem: string | null;
}

interface Files {
  source: File;
  captions: File | null;
}

type Uploads = Readonly<Record<string, Upload>>;

const store = createStore<Uploads>({});
const files = new Map<string, Files>();
const aborts = new Map<string, AbortController>();

const isUnderWay = ({ phase }: Upload): boolean => phase !== 'done' && phase !== 'failed';

function change(projectId: string, changes: Partial<Upload>): void {
  const upload = store.get()[projectId];
  if (upload) store.set({ ...store.get(), [projectId]: { ...upload, ...changes } });
}

async function send(projectId: string, { source, captions }: Files, signal: AbortSignal): Promise<void> {
  if (captions) await sendCaptions(projectId, captions, signal);
  change(projectId, { phase: 'sending' });
  const onProgress = (bytes: number): void => {
    // A body has a few bytes more or less than the file in some browsers' eyes.
    const sentBytes = Math.min(bytes, source.size);
    change(projectId, { sentBytes, phase: sentBytes === source.size ? 'finishing' : 'sending' });
  };
  await api.sendSource(projectId, source, onProgress, signal);
}

/** Captions that cannot be read stop nothing: they can be given again at any time. */
async function sendCaptions(projectId: string, captions: File, signal: AbortSignal): Promise<void> {
  try {
    await api.sendCaptions(projectId, captions, signal);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status < 400 || error.status >= 500) throw error;
    change(projectId, { captionsProblem: error.message });
  }
}

async function run(projectId: string): Promise<void> {
  const given = files.get(projectId);
  if (!given || aborts.has(projectId)) return;
  const abort = new AbortController();
  aborts.set(projectId, abort);
  const { name: filename, size: sizeBytes } = given.source;
  const fresh: Upload = {
    ...{ projectId, filename, sizeBytes, sentBytes: 0, problem: null, captionsProblem: null },
    phase: given.captions ? 'captions' : 'sending',
  };
  store.set({ ...store.get(), [projectId]: fresh });
  try {
    await send(projectId, given, abort.signal);
    change(projectId, { phase: 'done' });
  } catch (error) {
    // Another tab, or a try whose answer was lost, has brought it already.
    if (isProblem(error, 'source_exists')) change(projectId, { phase: 'done' });
    else if (isProblem(error, 'aborted')) forget(projectId);
    else change(projectId, { phase: 'failed', problem: wordsOf(error) });
  } finally {
    aborts.delete(projectId);
  }
  if (store.get()[projectId]?.phase === 'done') files.delete(projectId);
  void channel.refresh(projectId);
}

function forget(projectId: string): void {
  files.delete(projectId);
  store.set(Object.fromEntries(Object.entries(store.get()).filter(([id]) => id !== projectId)));
}

export const uploads = {
  start(projectId: string, source: File, captions: File | null): void {
    files.set(projectId, { source, captions });
    void run(projectId);
  },
  again: (projectId: string): void => void run(projectId),
  cancel(projectId: string): void {
    const abort = aborts.get(projectId);
    if (abort) abort.abort();
    else forget(projectId);
  },
  cancelAll(): void {
    for (const projectId of Object.keys(store.get())) uploads.cancel(projectId);
  },
};

export const useUpload = (projectId: string): Upload | undefined => useStore(store, (all) => all[projectId]);

/** The one that the header shows: the first that is under way. */
export const useUploadUnderWay = (): Upload | undefined =>
  useStore(store, (all) => Object.values(all).find(isUnderWay));

window.addEventListener('beforeunload', (event) => {
  if (Object.values(store.get()).some(isUnderWay)) event.preventDefault();
});
