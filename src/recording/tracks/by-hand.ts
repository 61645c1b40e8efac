/** Tracks that people choose themselves. Pure. */
import type { TracksWanted } from '../../contract/project.js';
import { trackKinds } from '../../contract/project.js';
import { chooseCaptions } from './choose.js';
import type { Inside } from './track.js';
import { usableOf } from './track.js';

export interface Fault {
  path: string;
  message: string;
}

const NAMES = { video: 'picture', audio: 'sound', captions: 'captions' };

/** Which of those that are wanted are none of this file's. */
export function faultsOf(inside: Inside, wanted: TracksWanted): Fault[] {
  return trackKinds.flatMap((kind) => {
    const index = wanted[kind];
    if (index === undefined || index === null) return [];
    const there = usableOf(inside.tracks, kind).map((track) => track.index);
    if (there.includes(index)) return [];
    const which =
      there.length > 0 ? `those that can be used are ${there.join(', ')}` : 'there is none that can be used';
    return [{ path: kind, message: `Track ${index} is no ${NAMES[kind]} of this recording: ${which}` }];
  });
}

/**
 * What is wanted, as chosen by hand; what is chosen already stays as it was. With another sound the captions follow it, unless
 * they, too, were chosen by hand.
 */
export function chosenByHand(inside: Inside, wanted: TracksWanted): Inside {
  const chosen = { ...inside.chosen };
  for (const kind of trackKinds) {
    const index = wanted[kind];
    if (index === undefined || index === chosen[kind].index) continue;
    chosen[kind] = { index, why: 'Chosen by hand', byHand: true };
  }
  if (!chosen.captions.byHand) chosen.captions = chooseCaptions(inside.tracks, chosen.audio.index);
  return { ...inside, chosen };
}
