/** Who speaks: each by an id that stays, and by one name that people may change. Pure. */
import { clip } from '../contract/clip.js';
import type { Segment, Speaker, Transcript, TranscriptCorrections } from '../contract/content.js';
import { LONGEST_NAME } from '../contract/content.js';
import { withoutDirectionMarks } from '../contract/text.js';
import type { KnownSpeaker } from '../database/entities/content.entity.js';

/** A segment with the name of who says it, as captions and recognisers have it, and as people read it. */
export type NamedSegment = Omit<Segment, 'speaker'> & { speakerName?: string };

/** A transcript as it was just made: nobody has an id yet. `toldLanguage`: what the recogniser was told to expect. */
export type MadeTranscript = Omit<Transcript, 'speakers' | 'segments'> & {
  segments: NamedSegment[];
  toldLanguage?: string | null;
};

/** Nobody reads a longer list. Lines of those who begin later are kept without a speaker. */
const MOST_SPEAKERS = 1_000;

/**
 * The segments with ids in the place of names. Whoever was called the same before keeps the id, and the name that people gave;
 * so does whoever has now the name that people gave before, as in captions that were taken from here. New ones get a `newId`.
 * Those who are not there any more are kept if people gave them a name, for when they come back.
 */
export function withIds(
  segments: NamedSegment[],
  known: readonly KnownSpeaker[],
  newId: () => string,
): { segments: Segment[]; speakers: KnownSpeaker[] } {
  const byName = new Map([...known].reverse().map((speaker) => [speaker.name, speaker]));
  const byLabel = new Map(known.map((speaker) => [speaker.label, speaker]));
  const found = new Map<string, KnownSpeaker>();
  const identified = segments.map(({ speakerName, ...segment }): Segment => {
    const label = labelOf(speakerName ?? '');
    if (label === '') return segment;
    let speaker = found.get(label);
    if (!speaker) {
      if (found.size >= MOST_SPEAKERS) return segment;
      speaker = byLabel.get(label) ?? byName.get(label) ?? { id: newId(), label, name: label };
      found.set(label, speaker);
    }
    return { ...segment, speaker: speaker.id };
  });
  const speakers = new Set(found.values());
  const away = known.filter((speaker) => !speakers.has(speaker) && speaker.name !== speaker.label);
  return { segments: identified, speakers: [...speakers, ...away.slice(0, MOST_SPEAKERS)] };
}

/** Without what would turn the letters round it, in one line, and no longer than a name that people give. */
const labelOf = (name: string): string =>
  clip(withoutDirectionMarks(name).replace(/\s+/g, ' ').trim(), LONGEST_NAME).trim();

/** Corrections with ids in the place of names, and those who may then speak: whoever nobody has the name of is new. */
export function withNamed(
  asked: TranscriptCorrections,
  known: readonly KnownSpeaker[],
  newId: () => string,
): { asked: TranscriptCorrections; speakers: KnownSpeaker[] } {
  const speakers = [...known];
  const idOf = (name: string): string => {
    const found = speakers.find((speaker) => speaker.name === name);
    if (found) return found.id;
    // No captions and no recogniser call anybody so: nobody else gets this id.
    const speaker = { id: newId(), label: '', name };
    speakers.push(speaker);
    return speaker.id;
  };
  const segments = asked.segments?.map(({ speakerName, ...line }) =>
    speakerName === undefined ? line : { ...line, speaker: idOf(speakerName) },
  );
  return { asked: segments ? { ...asked, segments } : asked, speakers };
}

/** Those who speak in these segments, in the order in which they begin. */
export function speakersIn(segments: readonly Segment[], known: readonly KnownSpeaker[]): Speaker[] {
  const byId = new Map(known.map((speaker) => [speaker.id, speaker]));
  return [...new Set(segments.map(({ speaker }) => speaker))].flatMap((id) => {
    const speaker = id === undefined ? undefined : byId.get(id);
    return speaker ? [{ id: speaker.id, name: speaker.name }] : [];
  });
}

/** The segments with names in the place of ids. */
export function named({ segments, speakers }: Pick<Transcript, 'segments' | 'speakers'>): NamedSegment[] {
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  return segments.map(({ speaker, ...segment }) => {
    const speakerName = speaker === undefined ? undefined : names.get(speaker);
    return speakerName === undefined ? segment : { ...segment, speakerName };
  });
}
