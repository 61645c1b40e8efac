/** The transcript: from the captions that were given, or those in the recording, or by a recogniser. */
import type { Media } from '../../contract/project.js';
import type { StoredMedia } from '../../recording/tracks/track.js';
import { FfmpegError } from '../../outside/ffmpeg/ffprobe.js';
import { captionsInOrder } from '../../recording/tracks/choose.js';
import { CaptionsError } from '../../transcript/captions/cue.js';
import { fitted } from '../../transcript/captions/fit.js';
import { HAVE_THE_REST, notWhole, wholeness } from '../../transcript/ending.js';
import { MAX_CAPTIONS_BYTES } from '../../transcript/captions/reader.js';
import type { MadeTranscript, NamedSegment } from '../../transcript/speakers.js';
import type { Span } from '../../transcript/speech.js';
import type { Outcome, RunStep, StepTask, Tools } from '../step.js';
import { done, failed } from '../step.js';
import { localFile } from '../one-clock.js';
import type { Hinting } from './listen.js';
import { listen } from './listen.js';

const DO_NOT_FIT =
  'All captions that were given lie outside of the recording, before its beginning or after its end. Add those that belong to it.';

type Needed = 'source' | 'media' | 'captions' | Hinting;

/**
 * `notes`: what people should know of how the captions fit, or of the file. `gaps`: what is missing besides what the notes tell
 * of, where that is not all.
 */
type Made = MadeTranscript & { notes?: string[]; gaps?: Span[] };
type Whole = Parameters<typeof notWhole>[0];

export const run: RunStep<Made, Needed> = async (task, tools) => {
  const { media } = tools.given;
  if (!media) throw new Error('transcribe was run before probe.');
  return asFarAsItGoes(await transcript(task, tools, media), media);
};

/** Of half a file a transcript is partial, however well it was heard; so is one that was heard of a damaged one. */
function asFarAsItGoes(outcome: Outcome<Made>, media: StoredMedia): Outcome<Made> {
  if (!('result' in outcome)) return outcome;
  const { coverage, missing, source, notes = [] } = outcome.result;
  const isHeard = source === 'recognised' || source === 'none';
  const { durationMs, promisedMs, damaged = [] } = media;
  const here: Whole = { durationMs, ...(promisedMs !== undefined && { promisedMs }), ...(isHeard && { damaged }) };
  const told = notWhole(here);
  if (told.length === 0) return outcome;
  const part = coverage * wholeness(here);
  const rest = promisedMs !== undefined && promisedMs > durationMs ? [{ startMs: durationMs, endMs: promisedMs }] : [];
  const all = isHeard ? inOrder([...missing, ...damaged]) : missing;
  const result: Made = {
    ...outcome.result,
    coverage: part,
    missing: [...all, ...rest],
    gaps: missing,
    notes: [...told, ...notes],
  };
  return { kind: 'partial', result, coverage: part, ...(missing.length === 0 && { remedy: HAVE_THE_REST }) };
}

/** Those that touch are one. */
function inOrder(spans: Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = all.at(-1);
    if (last && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
    else all.push({ ...span });
  }
  return all;
}

async function transcript(task: StepTask, tools: Tools<Needed>, media: StoredMedia): Promise<Outcome<Made>> {
  const { captions } = tools.given;
  tools.progress(1, 'Looking for captions');
  if (captions) return given(captions.body, media, tools);
  const skipped: string[] = [];
  let brief: Made | null = null;
  for (const track of embeddedOf(media)) {
    const found = await embedded(track, media, tools);
    if (found.skipped !== null) {
      await tools.log(found.skipped);
      skipped.push(found.skipped);
    }
    await tools.log(`Caption track ${track.track} of the recording has ${found.segments.length} captions.`);
    if (found.segments.length === 0) continue;
    const language = bcp47(track.language);
    const { segments, notes, few } = fitted(found.segments, media.durationMs);
    if (segments.length === 0) {
      skipped.push(notUsed(track, 'all of them lie outside of the recording'));
      continue;
    }
    const made = { ...transcriptOf('embedded', language, media, segments), notes: [...skipped, ...notes] };
    if (!few || media.inside?.chosen.captions.byHand) return done(made);
    brief ??= made;
    skipped.push(notUsed(track, 'they are for so little of it that they cannot be all that is said'));
  }
  if (brief && !(media.audio && tools.transcriber)) return done(brief);
  if (!media.audio) {
    await tools.log('The recording has no sound, so there is nothing to transcribe.');
    return done({ ...transcriptOf('none', null, media, []), notes: skipped });
  }
  const heard = await listen(task, tools, media);
  // Where there is nothing to hear, or nobody can, the little that is written is all there is.
  const isNothing = heard.kind === 'failed' || ('result' in heard && heard.result.segments.length === 0);
  return brief && isNothing ? done(brief) : withNotes(heard, skipped);
}

function withNotes(outcome: Outcome<Made>, notes: string[]): Outcome<Made> {
  if (notes.length === 0 || !('result' in outcome)) return outcome;
  return { ...outcome, result: { ...outcome.result, notes } };
}

async function given(body: string, media: Media, tools: Tools<Needed>): Promise<Outcome<Made>> {
  let all: NamedSegment[];
  try {
    all = await tools.captionsReader.segments(Buffer.from(body), tools.signal);
  } catch (error) {
    if (!(error instanceof CaptionsError)) throw error;
    return failed('captions_unreadable', `The captions that were given cannot be read. ${error.message}`, error);
  }
  const { segments, notes } = fitted(all, media.durationMs);
  await tools.log(`${all.length} captions were given, of which ${segments.length} lie within the recording.`);
  for (const note of notes) await tools.log(note);
  if (segments.length === 0) return failed('captions_do_not_fit', DO_NOT_FIT);
  return done({ ...transcriptOf('captions', null, media, segments), notes });
}

/** Recordings have the three letters of ISO 639-2; `ger` and `deu` are `de`. Null for what is no language. */
function bcp47(language: string | null): string | null {
  try {
    return language === null ? null : (Intl.getCanonicalLocales(language)[0] ?? null);
  } catch {
    return null;
  }
}

/** The captions in the recording that may become the transcript, the best first; those that a person chose, alone. */
function embeddedOf({ inside, captions }: StoredMedia): Media['captions'] {
  if (!inside) return captions.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const { index, byHand } = inside.chosen.captions;
  const tracks = byHand
    ? inside.tracks.filter((track) => track.index === index)
    : captionsInOrder(inside.tracks, inside.chosen.audio.index);
  return tracks.flatMap(({ place }) => captions.filter(({ track }) => track === place));
}

interface Embedded {
  segments: NamedSegment[];
  /** Why they are not used though they may be there: for people. */
  skipped: string | null;
}

async function embedded(
  track: Media['captions'][number],
  media: StoredMedia,
  tools: Tools<'source'>,
): Promise<Embedded> {
  const { ffmpeg, captionsReader, scratch, signal } = tools;
  const maxBytes = MAX_CAPTIONS_BYTES;
  try {
    const { file } = await localFile(tools, media);
    const bytes = await ffmpeg.captions(file, { ...track, maxBytes }, scratch, signal);
    if (bytes) return { segments: await captionsReader.segments(bytes, signal), skipped: null };
    return { segments: [], skipped: notUsed(track, `they are larger than ${maxBytes.toLocaleString('en')} bytes`) };
  } catch (error) {
    // A track without any text, or one that this ffmpeg cannot read, is as good as none.
    if (!(error instanceof CaptionsError || error instanceof FfmpegError)) throw error;
    await tools.log(error instanceof FfmpegError ? error.said : error.message);
    const isRefused = error instanceof CaptionsError && error.line === null;
    return { segments: [], skipped: isRefused ? notUsed(track, error.reason) : null };
  }
}

const notUsed = ({ track }: Media['captions'][number], why: string): string =>
  `the captions in track ${track} were not used: ${why.replace(/\.$/, '')}`;

const transcriptOf = (
  source: MadeTranscript['source'],
  language: string | null,
  { durationMs }: Media,
  segments: NamedSegment[],
): MadeTranscript => ({ language, source, coverage: 1, missing: [], durationMs, segments });
