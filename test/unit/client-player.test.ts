import { expect, test } from 'vitest';
import type { Row } from '../../client/src/features/chapters/chapter-rows.js';
import {
  faultsByRow,
  rowsOf,
  timeOf,
  toChapters,
  withChapterAt,
} from '../../client/src/features/chapters/chapter-rows.js';
import { newId } from '../../client/src/ui/new-id.js';
import { Playback } from '../../client/src/features/player/playback.js';
import { atTime, timeIn } from '../../client/src/features/player/time-address.js';

const chapters = [
  { index: 0, title: 'Rows', startMs: 0, endMs: 24_700 },
  { index: 1, title: 'Bread', startMs: 24_700, endMs: 3_700_000 },
];
const typed = (time: string, startMs = 0): Row => ({ id: 'x', time, startMs, title: 'A title', isNew: true });

test.each([
  [0, '#t=0'],
  [24_700, '#t=24.7'],
  [3_599_999, '#t=3599.999'],
])('%i ms is %s in an address, and back', (ms, hash) => {
  expect(atTime(ms)).toBe(hash);
  expect(timeIn(hash)).toBe(ms);
});

test.each(['', '#', '#t=', '#t=-1', '#t=1:20', '#t=1e9', '#x=3', '#t=3&u=4'])(
  '%s in an address names no time',
  (hash) => expect(timeIn(hash)).toBeNull(),
);

test('a time that was not touched stays exact, and one that was is what was typed', () => {
  expect(toChapters(rowsOf(chapters)).items).toEqual([
    { title: 'Rows', startMs: 0 },
    { title: 'Bread', startMs: 24_700 },
  ]);
  expect(timeOf(typed(' 1:05 '))).toBe(65_000);
  expect(timeOf(typed('1:00:00.5'))).toBe(3_600_500);
  for (const nonsense of ['', '12', '1:2:3:4', 'soon', '-1:00']) expect(timeOf(typed(nonsense))).toBeNull();
});

test('a new chapter comes in its place, and the first of all at the beginning', () => {
  expect(withChapterAt(rowsOf(chapters), 12_000).map(timeOf)).toEqual([0, 12_000, 24_700]);
  expect(withChapterAt([], 12_000).map(timeOf)).toEqual([0]);
});

test('what the server finds wrong is shown at the row that was sent in that place', () => {
  const rows = [typed('0:50'), { ...typed('0:00'), id: 'first' }];
  const { sorted, wrong } = toChapters(rows);
  expect(wrong.size).toBe(0);
  expect([...faultsByRow(sorted, [{ path: 'items.1.startMs', message: 'Too near' }])]).toEqual([['x', 'Too near.']]);
  expect(faultsByRow(sorted, [{ path: 'items.7.title', message: 'Gone' }]).size).toBe(0);
  expect([...toChapters([{ ...typed('0:00'), title: '  ' }]).wrong.keys()]).toEqual(['x']);
});

/** A recording as browsers play it, as far as it is of interest here. */
function recording() {
  const media = Object.assign(new EventTarget(), {
    currentTime: 0,
    paused: true,
    playbackRate: 1,
    play() {
      media.paused = false;
      return Promise.resolve();
    },
    pause() {
      media.paused = true;
    },
  });
  return media;
}

test('the place is kept without a player, and a player that comes goes on from there', () => {
  const playback = new Playback();
  playback.seek(24_000);
  const media = recording();
  const detach = playback.attach(media);
  expect(media.currentTime).toBe(24);
  media.currentTime = 25;
  media.paused = false;
  media.dispatchEvent(new Event('timeupdate'));
  expect(playback.state.get()).toEqual({ timeMs: 25_000, playing: true, speed: 1 });
  detach();
  media.dispatchEvent(new Event('timeupdate'));
  expect(playback.state.get()).toEqual({ timeMs: 25_000, playing: false, speed: 1 });
});

test('it plays, skips, and goes faster and slower; the next player is as fast', () => {
  const playback = new Playback();
  const media = recording();
  const detach = playback.attach(media);
  playback.toggle();
  expect(media.paused).toBe(false);
  playback.toggle();
  expect(media.paused).toBe(true);
  playback.skip(5_000);
  playback.skip(-60_000);
  expect(media.currentTime).toBe(0);
  for (let i = 0; i < 20; i++) playback.changeSpeed(1);
  expect(media.playbackRate).toBe(3);
  playback.changeSpeed(-1);
  detach();
  const next = recording();
  playback.attach(next);
  expect(next.playbackRate).toBe(2.5);
  playback.playFrom(7_000);
  expect([next.currentTime, next.paused]).toEqual([7, false]);
});

test('ids are made where a page comes over plain HTTP, too', () => {
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
