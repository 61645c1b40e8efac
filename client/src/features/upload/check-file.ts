import { ENOUGH_BYTES, surelyNoMedia } from '../../../../src/contract/first-bytes.js';
import { api } from '../../api.js';
import { size, sizeOf } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

/**
 * Why the server would refuse this file, in words; null when it may take it. Checked before anything is sent. `takesRoom`:
 * whether it comes on top of what the person has here already.
 */
export async function refusalOf(file: File, takesRoom: boolean): Promise<string | null> {
  if (file.size === 0) return t('upload.check.empty', { name: file.name });
  const what = surelyNoMedia(await firstBytes(file));
  if (what !== null) return t('upload.check.noRecording', { name: file.name, what });
  const most = await mostBytes();
  if (file.size > most) return t('upload.check.tooLarge', { name: file.name, size: size(file.size), most: size(most) });
  return takesRoom ? noRoomFor(file) : null;
}

async function noRoomFor(file: File): Promise<string | null> {
  const me = await api.me().catch(() => null);
  if (me === null || me.storage.limitBytes === null) return null;
  const { usedBytes, limitBytes } = me.storage;
  const left = Math.max(0, limitBytes - usedBytes);
  if (file.size <= left) return null;
  return t('upload.check.noRoom', {
    name: file.name,
    size: size(file.size),
    used: sizeOf(usedBytes, limitBytes),
    left: size(left),
  });
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
