/** Which of several tracks is used, by what is in them. */
import { expect, test } from 'vitest';
import type { Heard, Seen } from '../../src/recording/tracks/choose.js';
import { chosenByHand } from '../../src/recording/tracks/by-hand.js';
import { captionsInOrder, chooseTracks } from '../../src/recording/tracks/choose.js';
import type { FoundTrack } from '../../src/recording/tracks/track.js';
import { mediaOf } from '../../src/recording/tracks/track.js';
import { audio, captions, video } from '../support/tracks.js';

const slides: Seen = { motion: 0, distinct: 5, flat: 0.9 };
const presenter: Seen = { motion: 0.05, distinct: 20, flat: 0.4 };
const stillPicture: Seen = { motion: 0, distinct: 1, flat: 0.6 };

function chosen(
  tracks: FoundTrack[],
  { seen = {}, heard = {} }: { seen?: Record<number, Seen>; heard?: Record<number, Heard> } = {},
) {
  const byIndex = <T>(given: Record<number, T>): Map<number, T> =>
    new Map(Object.entries(given).map(([index, value]) => [Number(index), value]));
  return chooseTracks(tracks, { seen: byIndex(seen), heard: byIndex(heard) });
}

test('a moving picture, never a single one, whatever the file calls its default', () => {
  const poster = video(0, { isDefault: true, packets: 1 });
  expect(chosen([poster, video(1)]).video).toEqual({ index: 1, why: 'The only moving picture' });
  expect(chosen([video(0, { isDefault: true, unusable: 'A cover' }), video(1)]).video.index).toBe(1);
  // The same picture again and again.
  expect(chosen([video(0, { isDefault: true }), video(1)], { seen: { 0: stillPicture, 1: presenter } }).video).toEqual({
    index: 1,
    why: 'The others show one and the same picture',
  });
  expect(chosen([poster]).video.index).toBe(0);
  expect(chosen([audio(0)]).video.index).toBe(null);
});

test.each([
  ['presenter first', [0, 1], { 0: presenter, 1: slides }, 1],
  ['slides first', [0, 1], { 0: slides, 1: presenter }, 0],
  [
    'a screen with a film in it, beside a presenter who moves as much',
    [0, 1],
    { 0: presenter, 1: { ...presenter, flat: 0.8 } },
    1,
  ],
  ['a screen that moves, though much less', [0, 1], { 0: presenter, 1: { ...presenter, motion: 0.01 } }, 1],
  ['a presenter between two still pictures', [0, 1, 2], { 0: stillPicture, 1: presenter, 2: stillPicture }, 1],
])('of presenter and slides the slides: %s', (_name, indexes, seen, index) => {
  const tracks = indexes.map((at) => video(at, { isDefault: at === 0 }));
  expect(chosen(tracks, { seen }).video.index).toBe(index);
});

test('of two that are alike the default, and without one the larger', () => {
  const small = { video: { codec: 'any', width: 320, height: 180, rotation: 0 } };
  const seen = { 0: presenter, 1: presenter };
  expect(chosen([video(0, small), video(1, { isDefault: true })], { seen }).video.index).toBe(1);
  expect(chosen([video(0, small), video(1)], { seen }).video).toEqual({ index: 1, why: 'The largest' });
  // Many programs mark all of them.
  const marked = { isDefault: true };
  const larger = chosen([video(0, { ...small, ...marked }), video(1, marked)], { seen });
  expect(larger.video).toEqual({ index: 1, why: 'The largest' });
  expect(chosen([video(0, marked), video(1, marked)], { seen }).video.why).toBe('The first in the file');
});

test('the sound with speech, not the first or the default; as long as no other has much more, the usual one', () => {
  const two = [audio(0, { isDefault: true }), audio(1)];
  expect(chosen(two, { heard: { 0: 0, 1: 1 } }).audio).toMatchObject({
    index: 1,
    why: expect.stringMatching(/^Speech/) as unknown,
  });
  expect(chosen(two, { heard: { 0: 0.15, 1: 0.9 } }).audio.index).toBe(1);
  expect(chosen(two, { heard: { 0: 0.8, 1: 1 } }).audio.index).toBe(0);
  expect(chosen(two, { heard: { 0: 0, 1: 0 } }).audio.index).toBe(0);
  expect(chosen([audio(0, { isAside: true, isDefault: true }), audio(1)], { heard: { 0: 1, 1: 1 } }).audio.index).toBe(
    1,
  );
});

test('whole captions, not forced ones, in the language of the sound where there is a choice', () => {
  const forced = captions(1, { isDefault: true, isForced: true, packets: 4 });
  expect(chosen([audio(0), forced, captions(2)]).captions.index).toBe(2);
  // Not marked as forced; far fewer lines say it.
  expect(chosen([audio(0), captions(1, { isDefault: true, packets: 4 }), captions(2)]).captions.index).toBe(2);
  const german = captions(1, { isDefault: true, language: 'ger' });
  const english = captions(2, { language: 'eng' });
  expect(chosen([audio(0, { language: 'en' }), german, english]).captions.index).toBe(2);
  expect(chosen([audio(0), german, english]).captions.index).toBe(1);
  expect(captionsInOrder([forced, german, english], null).map(({ index }) => index)).toEqual([1, 2]);
});

test('forced captions alone are no transcript, unless all is captioned or nothing can be heard', () => {
  const forced = captions(1, { isForced: true, packets: 4 });
  expect(chosen([audio(0), forced]).captions).toEqual({ index: null, why: 'They are for parts of the talk only' });
  expect(chosen([audio(0), { ...forced, packets: 100 }]).captions.index).toBe(1);
  expect(chosen([video(0), forced]).captions.index).toBe(1);
  // One line in some seconds would be many a minute.
  const clip = audio(0, { extent: { start: 0, end: 12 } });
  expect(chosen([clip, { ...forced, packets: 1 }]).captions.index).toBe(null);
  expect(chosen([clip, { ...forced, packets: 3 }]).captions.index).toBe(1);
});

test('what cannot be used is never chosen', () => {
  expect(chosen([captions(0, { unusable: 'Pictures' }), captions(1, { packets: 0 })]).captions.index).toBe(null);
});

test('what is damaged is what is damaged of the tracks that are used, also when people change them', () => {
  const extent = { start: 1, end: 21 };
  const tracks: FoundTrack[] = [
    { ...video(0), extent, damaged: [[4, 4.5]] },
    { ...audio(1), extent, damaged: [[5, 8]] },
    { ...audio(2), extent, damaged: [[18, 30]] },
    { ...audio(3), extent, damaged: [] },
  ];
  const inside = { tracks, chosen: chosen(tracks), chapters: [] };
  expect(inside.chosen.audio.index).toBe(1);
  const damaged = (index: number) => mediaOf(chosenByHand(inside, { audio: index })).damaged;
  expect([1, 2, 3].map(damaged)).toEqual([
    [{ startMs: 3_000, endMs: 7_000 }],
    [{ startMs: 17_000, endMs: 20_000 }],
    undefined,
  ]);
});
