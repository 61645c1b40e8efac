/** What is said in a recording, by ear: its sound is cut at pauses while it is read, and a recogniser hears the parts side by side. */
import type { StoredMedia } from '../../recording/tracks/track.js';
import { FfmpegError } from '../../outside/ffmpeg/ffprobe.js';
import { bytesPerMs } from '../../outside/ffmpeg/sound.js';
import type { Transcriber } from '../../outside/recognisers/transcriber.js';
import { likelyTokens } from '../../outside/language-model/tokens.js';
import { glossaryOf } from '../../transcript/glossary.js';
import { lossOf } from '../../transcript/listen-checks.js';
import type { MadeTranscript } from '../../transcript/speakers.js';
import type { Span } from '../../transcript/speech.js';
import { lengthOf, totalOf } from '../../transcript/speech.js';
import type { Outcome, StepTask, Tools } from '../step.js';
import { done, failed, recordingOf } from '../step.js';
import { Cutting } from './cutting.js';
import { FoundSpeech } from './find-speech.js';
import { Reading, Undecodable } from './reading.js';
import type { Heard } from './recognise.js';
import { Recognition } from './recognise.js';
import { isByPart, named } from './voices.js';

const NO_TRANSCRIBER =
  'There are no captions, and no recogniser is set up here. Add the captions of this recording (.srt or .vtt): the work goes on by itself then. Or have whoever runs this Devreel set one up (Account, “Models and speech”), then retry.';

/** What is read of the project besides the recording, for the recogniser to know names by. */
export type Hinting = 'language' | 'projectTitle' | 'speakers' | 'pictures' | 'documentTexts';
type Needed = 'source' | Hinting;

/** Whisper listens to the last 224 tokens of a prompt, and other tables than its own have fewer. */
const PROMPT_TOKENS = 160;

/** The recogniser's transcript. Some minutes may be missing after all tries: then it is partial, and says which. */
export async function listen(
  task: StepTask,
  tools: Tools<Needed>,
  media: StoredMedia,
): Promise<Outcome<MadeTranscript>> {
  const reading = new Reading(tools, media);
  try {
    return await heard(task, tools, media, reading);
  } catch (error) {
    if (!(error instanceof Undecodable || (error instanceof FfmpegError && error.undecodable))) throw error;
    return failed('undecodable', undecodable(media), error);
  } finally {
    await reading.end();
  }
}

/** Parts are heard while the rest of the sound is still being read. */
async function heard(
  task: StepTask,
  tools: Tools<Needed>,
  media: StoredMedia,
  reading: Reading,
): Promise<Outcome<MadeTranscript>> {
  tools.progress(2, 'Looking for speech');
  const speech = new FoundSpeech(tools, reading, soundInput(recordingOf(tools.given).sha256, media));
  if (!(await speech.isAny())) {
    await tools.log('There is only silence, so there is nothing to transcribe.');
    return done(transcriptOf([], [], speech.spans, media));
  }
  if (!tools.transcriber) return failed('no_transcriber', NO_TRANSCRIBER);
  const { language } = tools.given;
  const hints = { language, prompt: await glossary(tools) };
  const cut = new Cutting(speech, maxMs(tools.transcriber), media.durationMs);
  const recognition = new Recognition(task, tools, tools.transcriber, reading, cut, hints);
  const parts = named(await recognition.all(), recognition.known);
  const missing = parts.flatMap((part) => part.missing);
  const result = { ...transcriptOf(parts, missing, speech.spans, media), toldLanguage: language };
  return missing.length === 0 ? done(result) : { kind: 'partial', result, coverage: result.coverage };
}

/**
 * How names and rare words are written, as is known by now. A part, since what is asked for must not change within a run, when slides
 * or documents were read meanwhile.
 */
function glossary(tools: Tools<Needed>): Promise<string> {
  const { projectTitle: title, language, speakers, pictures, documentTexts } = tools.given;
  return tools.part('names to listen for', recordingOf(tools.given).sha256, () => {
    const known = {
      title,
      language,
      speakers: speakers.map(({ name }) => name).filter((name) => !isByPart(name)),
      slides: pictures.map(({ text }) => text),
      documents: documentTexts,
    };
    const terms = glossaryOf(known, (some) => likelyTokens(some.join(', ')) <= PROMPT_TOKENS);
    return Promise.resolve(terms.join(', '));
  });
}

/** Of which sound. The usual one is not named, as it was not before there was a choice: parts of runs under way stay found. */
const soundInput = (sha256: string, { inside }: StoredMedia): unknown =>
  inside?.chosen.audio.byHand ? { sha256, stream: inside.chosen.audio.index } : sha256;

const undecodable = ({ audio }: StoredMedia): string =>
  `The sound of this recording (${audio?.codec ?? 'unknown'}) cannot be decoded here. Export it again with AAC sound and make a new project with that, or add its captions.`;

const maxMs = ({ limits }: Transcriber): number =>
  Math.min(limits.maxMs, Math.floor(limits.maxBytes / bytesPerMs[limits.format]));

function transcriptOf(heard: Heard[], missing: Span[], speech: Span[], { durationMs }: StoredMedia): MadeTranscript {
  const lines = heard.flatMap((part) => part.lines).filter((line) => line.startMs < durationMs);
  return {
    language: languageOf(heard),
    source: heard.length === 0 ? 'none' : 'recognised',
    coverage: missing.length === 0 ? 1 : 1 - lossOf(speech, missing) / totalOf(speech),
    missing,
    durationMs,
    segments: lines.map((line, index) => ({ index, ...line, endMs: Math.min(line.endMs, durationMs) })),
  };
}

/** The one in which most is said. */
function languageOf(heard: Heard[]): string | null {
  const said = new Map<string, number>();
  for (const { language, lines } of heard) {
    if (language !== null)
      said.set(language, (said.get(language) ?? 0) + lines.reduce((sum, l) => sum + lengthOf(l), 0));
  }
  return [...said].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
