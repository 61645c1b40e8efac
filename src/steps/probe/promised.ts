/** Half a file is not a whole one: how long the recording should be, where its heads promise more than there is. Pure. */
import type { Container } from '../../outside/containers/parts.js';
import type { Probed } from '../../outside/ffmpeg/ffprobe.js';
import { LONGEST_RECORDING_MS } from '../../recording/longest.js';

/** Their heads say how long they are, and nothing of bytes. */
const SAY_TIME_ONLY = ['flv', 'flac', 'mxf'];
/** Readers end where one of these is damaged, though there is more. */
const READ_TO_DAMAGE = ['mpegts', 'mpeg', 'ogg'];
/** Their last page says when they end, and readers look there first, whatever lies before it. */
const SAY_THEIR_END = ['ogg'];
/** The share of a file that may lie behind its last packet. */
const BEHIND = 0.05;
/** Of these all that follows moves up where something is damaged; their heads say how long they should be. */
const MOVE_UP = ['mp3', 'avi'];
const BY_BYTES = ['wav', 'w64', 'caf', 'au', 'avi', 'asf'];
/** Less than this is lost at the end of whole recordings, too. */
const LEAST_MS = 1_000;

/**
 * In ms; null for a file that is whole, as far as its heads tell. `bytes`: how many there are; `durationMs`: how long they last;
 * `readTo`: where the last packet begins.
 */
export function promisedMs(
  { format }: Probed,
  container: Container,
  { bytes, durationMs, readTo, complained }: { bytes: number; durationMs: number; readTo: number; complained: boolean },
): number | null {
  const is = (names: string[]): boolean => names.includes(format.format_name);
  const promised = (): number => {
    const claimed = is(BY_BYTES) ? container.durationMs : format.duration * 1_000;
    const isKnown = claimed !== null && Number.isFinite(claimed);
    if (container.sizeBytes !== null && container.sizeBytes > bytes)
      return isKnown ? claimed : (durationMs * container.sizeBytes) / bytes;
    if (complained && is(SAY_THEIR_END) && isKnown && claimed - durationMs >= LEAST_MS) return claimed;
    if (complained && is(READ_TO_DAMAGE) && readTo > 0 && readTo < bytes * (1 - BEHIND))
      return (durationMs * bytes) / readTo;
    const saysTime = container.sizeBytes === null ? is(SAY_TIME_ONLY) : is(MOVE_UP);
    return saysTime && isKnown ? claimed : 0;
  };
  const ms = Math.round(promised());
  return ms - durationMs >= LEAST_MS && ms <= LONGEST_RECORDING_MS ? ms : null;
}
