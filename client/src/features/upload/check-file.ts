import { ENOUGH_BYTES, surelyNoMedia } from '../../../../src/contract/first-bytes.js';
import { api } from '../../api.js';
import { size } from '../../ui/times-and-sizes.js';

/** Why the server would refuse this file, in words; null when it may take it. Checked before anything is sent. */
export async function refusalOf(file: File): Promise<string | null> {
  if (file.size === 0) return `${file.name} is empty. Choose the recording again.`;
  const what = surelyNoMedia(await firstBytes(file));
  if (what !== null)
    return `${file.name} is ${what}, not a recording. Choose a video file, such as .mp4, .mov or .webm.`;
  const most = await mostBytes();
  if (file.size <= most) return null;
  return `${file.name} has ${size(file.size)}. This server takes recordings of up to ${size(most)}.`;
}

/** The file's first bytes; none when it cannot be read, since sending it will tell why. */
async function firstBytes(file: File): Promise<Uint8Array> {
  return new Uint8Array(
    await file
      .slice(0, ENOUGH_BYTES)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)),
  );
}

/** The most bytes that the server takes. Infinity while it cannot be reached: it will refuse a file that is too large itself. */
async function mostBytes(): Promise<number> {
  return api.limits().then(
    ({ maxUploadBytes }) => maxUploadBytes,
    () => Infinity,
  );
}
