/** What a server that speaks OpenAI's audio API is asked, and what of it can be left out where a server refuses it. Pure. */
import type { TranscriptionCreateParamsNonStreaming } from 'openai/resources/audio/transcriptions';
import { spokenCode } from '../language-code.js';
import type { RecogniseOptions } from '../transcriber.js';
import type { VendorError } from '../../vendor/vendor-error.js';

/** What a server may refuse, in the order in which it is left out where a refusal does not say why. */
export const extras = ['voices', 'words', 'prompt', 'language'] as const;
export type Extra = (typeof extras)[number];

/** A known voice. `url`: its sound as a data URL. */
export interface Sample {
  name: string;
  url: string;
}

type Request = Omit<TranscriptionCreateParamsNonStreaming, 'file'>;

/** Models that tell voices apart take a format of their own, and neither word times nor a prompt: OpenAI's `gpt-4o-transcribe-diarize`. */
export const tellsVoices = (model: string): boolean => /diari[sz]e/i.test(model);

/** Those that a request to this model would have, for a recording of which so much is known. */
export function extrasOf(model: string, { language, prompt, voices = [], again = 0 }: RecogniseOptions): Extra[] {
  const has: Record<Extra, boolean> = {
    voices: tellsVoices(model) && voices.length > 0,
    words: !tellsVoices(model),
    // What went wrong may have come from it: recognisers repeat prompts in silence.
    prompt: prompt !== undefined && prompt !== '' && again === 0 && !tellsVoices(model),
    language: language !== undefined,
  };
  return extras.filter((extra) => has[extra]);
}

export function requestFor(
  model: string,
  { language = '', prompt = '', again = 0 }: RecogniseOptions,
  wanted: readonly Extra[],
  samples: readonly Sample[],
): Request {
  const how: Partial<Request> = tellsVoices(model)
    ? // Without it such a model takes 30 seconds at most.
      { response_format: 'diarized_json', chunking_strategy: 'auto' }
    : {
        response_format: 'verbose_json',
        timestamp_granularities: wanted.includes('words') ? ['word', 'segment'] : ['segment'],
      };
  return {
    model,
    ...how,
    ...(wanted.includes('language') ? { language: spokenCode(language) } : {}),
    ...(wanted.includes('prompt') ? { prompt } : {}),
    ...(wanted.includes('voices') && {
      known_speaker_names: samples.map(({ name }) => name),
      known_speaker_references: samples.map(({ url }) => url),
    }),
    ...(again > 0 ? { temperature: Math.min(1, 0.2 * again) } : {}),
  };
}

const NAMED_BY: Record<Extra, RegExp> = {
  voices: /known_speaker|\breferences?\b/i,
  words: /granularit|\bwords?\b/i,
  prompt: /\bprompt\b/i,
  language: /\blanguage\b/i,
};

/** What a server does not take. `named`: it says so itself; otherwise that is guessed, and it may have meant the sound. */
export interface Refusal {
  extra: Extra;
  named: boolean;
}

/** Which of what was asked a server does not take; null where it refuses something else. */
export function refusedBy({ code, detail }: VendorError, asked: readonly Extra[]): Refusal | null {
  if (code !== 'vendor_refused' || !/^(?:400|422)\b/.test(detail)) return null;
  const named = asked.find((extra) => NAMED_BY[extra].test(detail));
  const extra = named ?? asked[0];
  // One voice may not do where another will.
  return extra === undefined ? null : { extra, named: named !== undefined && named !== 'voices' };
}
