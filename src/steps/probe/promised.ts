/** Half a file is not a whole one: how long the recording should be, where its heads promise more than there is. Pure. */
import type { Container } from '../../outside/containers/parts.js';
import type { Probed } from '../../outside/ffmpeg/ffprobe.js';
import { LONGEST_RECORDING_MS } from '../../recording/longest.js';

/** Their heads say how long they are, and nothing of bytes. */
const SAY_TIME_ONLY = ['flv', 'flac', 'mxf'];
/** ffprobe works out how long these are from what is there. */
const BY_BYTES = ['wav', 'w64', 'caf', 'au', 'avi', 'asf'];
/** Less than this is lost at the end of whole recordings, too. */
const LEAST_MS = 1_000;

/** In ms; null for a file that is whole, as far as its heads tell. `bytes`: how many there are; `durationMs`: how long they last. */
export function promisedMs({ format }: Probed, container: Container, bytes: number, durationMs: number): number | null {
  const lacksBytes = container.sizeBytes !== null && container.sizeBytes > bytes;
  if (!lacksBytes && !(container.sizeBytes === null && SAY_TIME_ONLY.includes(format.format_name))) return null;
  const inProportion = (durationMs * (container.sizeBytes ?? bytes)) / bytes;
  const claimed = BY_BYTES.includes(format.format_name) ? container.durationMs : format.duration * 1_000;
  const promised = Math.round(claimed !== null && Number.isFinite(claimed) ? claimed : inProportion);
  return promised - durationMs >= LEAST_MS && promised <= LONGEST_RECORDING_MS ? promised : null;
}
