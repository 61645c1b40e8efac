/** Unfinished uploads that this browser remembers across reloads. tus-js-client keeps them in localStorage. */
import type { PreviousUpload } from 'tus-js-client';
import { tus } from './tus.js';

export interface Unfinished {
  /** The upload's address on the server. */
  address: string;
  filename: string;
  sizeBytes: number;
}

const storage = async () => (await tus()).defaultOptions.urlStorage;

/** The same text for the same file, as far as a browser can tell without reading it. */
export const fingerprintOf = (projectId: string, file: File): string =>
  ['devreel', projectId, file.name, file.size, file.lastModified].join('-');

/** The project's newest unfinished upload, if there is one. */
export async function findUnfinished(projectId: string): Promise<Unfinished | null> {
  const all = await (await storage()).findAllUploads();
  return newest(all.filter(({ metadata }) => metadata['projectId'] === projectId));
}

/** The unfinished upload of this very file, if there is one. */
export async function findUnfinishedOf(projectId: string, file: File): Promise<Unfinished | null> {
  return newest(await (await storage()).findUploadsByFingerprint(fingerprintOf(projectId, file)));
}

export async function forgetUnfinished(projectId: string): Promise<void> {
  const urlStorage = await storage();
  for (const { metadata, urlStorageKey } of await urlStorage.findAllUploads()) {
    if (metadata['projectId'] === projectId) await urlStorage.removeUpload(urlStorageKey);
  }
}

function newest(all: PreviousUpload[]): Unfinished | null {
  const [last] = all.sort((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime));
  if (!last?.uploadUrl) return null;
  // The path only: the server may be reached by another name now.
  const address = new URL(last.uploadUrl, window.location.href).pathname;
  return { address, filename: last.metadata['filename'] ?? '', sizeBytes: last.size ?? 0 };
}
