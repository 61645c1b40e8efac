/** Documents being sent, and those that were refused. Kept outside the router, as uploads are, so that they go on. */
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { channel } from '../../realtime/live.js';
import { createStore, useStore } from '../../tiny-store.js';
import { refusalOf } from './check-document.js';

export interface SentDocument {
  key: number;
  filename: string;
  sizeBytes: number;
  /** Why it was not taken; null while it is on its way. */
  refusal: string | null;
}

type ByProject = Readonly<Record<string, readonly SentDocument[]>>;

const NONE: readonly SentDocument[] = [];
const store = createStore<ByProject>({});
let lastKey = 0;
/** The end of what is being sent. One file after the other: a server on the same machine reads them no faster at once. */
let queue: Promise<void> = Promise.resolve();

export const useSentDocuments = (projectId: string): readonly SentDocument[] =>
  useStore(store, (all) => all[projectId] ?? NONE);

/** Sends them one after the other; each becomes a document of the project, or stays with the reason why not. */
export function addDocuments(projectId: string, files: readonly File[]): void {
  for (const file of files) {
    lastKey += 1;
    const sent = { key: lastKey, filename: file.name, sizeBytes: file.size, refusal: refusalOf(file) };
    change(projectId, (all) => [...all, sent]);
    if (sent.refusal === null) queue = queue.then(() => send(projectId, sent.key, file));
  }
}

export function forgetSent(projectId: string, key: number): void {
  change(projectId, (all) => all.filter((sent) => sent.key !== key));
}

async function send(projectId: string, key: number, file: File): Promise<void> {
  try {
    await api.sendDocument(projectId, file);
    // First into the project's list, then out of this one: it never disappears in between.
    await channel.refresh(projectId);
    forgetSent(projectId, key);
  } catch (error) {
    const refusal = messageOf(error);
    change(projectId, (all) => all.map((sent) => (sent.key === key ? { ...sent, refusal } : sent)));
  }
}

function change(projectId: string, to: (all: readonly SentDocument[]) => readonly SentDocument[]): void {
  const all = store.get();
  store.set({ ...all, [projectId]: to(all[projectId] ?? NONE) });
}
