import type { Chapter } from '../../../../src/contract/content.js';
import { useStore } from '../../tiny-store.js';
import { usePlayback } from './playback.js';

/** In whole seconds, so that it is drawn once a second, not four times. */
export const useSecond = (): number =>
  useStore(usePlayback().state, ({ timeMs }) => Math.floor(timeMs / 1_000) * 1_000);

/** Which chapter `timeMs` is in; undefined where there are none. */
export const chapterAt = (chapters: readonly Chapter[], timeMs: number): Chapter | undefined =>
  chapters.findLast(({ startMs }) => startMs <= timeMs);
