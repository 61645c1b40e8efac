/** `#t=53.2` in an address is that second of the recording. */
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { usePlayback } from './playback.js';

/** Exact to the millisecond, so that it leads to this line and not to the one before. */
export const atTime = (ms: number): string => `#t=${ms / 1_000}`;

/** Ms; null where the address names no time. */
export function timeIn(hash: string): number | null {
  const seconds = /^#t=(\d+(?:\.\d+)?)$/.exec(hash)?.[1];
  return seconds === undefined ? null : Math.round(Number(seconds) * 1_000);
}

/**
 * Goes to the time in the address. Whole seconds, as drafts use them, mean the first of `starts` that begins within that
 * second, if one does. Returns a key that changes with each arrival, '' where the address has no hash.
 */
export function useTimeInAddress(starts: readonly { startMs: number }[]): string {
  const { hash, key } = useLocation();
  const playback = usePlayback();
  useEffect(() => {
    const ms = timeIn(hash);
    if (ms === null) return;
    const meant = ms % 1_000 === 0 ? starts.find(({ startMs }) => startMs >= ms && startMs < ms + 1_000) : undefined;
    playback.seek(meant?.startMs ?? ms);
    // Only `starts` at the time of arrival count: a later correction must not move anybody.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [hash, key, playback]);
  return hash === '' ? '' : `${hash} ${key}`;
}
