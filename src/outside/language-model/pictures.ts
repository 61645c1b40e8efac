/** Pictures in what a language model is asked: which models see them, how they are sent, and what they count. Pure. */
import type { ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { likelyTokens, mostTokens } from './tokens.js';

/**
 * Models that take pictures, by their makers' descriptions: OpenAI's from GPT-4 Turbo on, and those that are served under these names
 * elsewhere. Of others nobody here knows.
 */
const SEEING = [
  /\bgpt-4(?:o|\.1|\.5|-turbo|-vision)/,
  /\bgpt-5/,
  /\bchatgpt-4o/,
  /\bo(?:1(?!-(?:mini|preview))|3(?!-mini)|4-mini)\b/,
  /\bclaude-(?:3|(?:opus|sonnet|haiku)|[4-9])/,
  /\bgemini/,
  /\bgemma-?(?:3(?!n?:?-?(?:1b|270m))|4)/,
  /\b(?:llava|bakllava|moondream|pixtral|internvl|minicpm-v|molmo)/,
  /qwen[\d.]*-?(?:vl|omni)/,
  /\bllama-?(?:3\.2-?vision|4)/,
  /vision\b|\bvl\b/,
];
const BLIND = /audio|realtime|search|transcribe|tts|embed/;

export function seesPictures(model: string): boolean {
  const name = model.toLowerCase();
  return !BLIND.test(name) && SEEING.some((pattern) => pattern.test(name));
}

type Content = string | ChatCompletionContentPart[];

/** The words, and behind them the pictures. `pictures`: JPEGs. `high`: small print is to be read. */
export const withPictures = (text: string, pictures: readonly Uint8Array[] = []): Content =>
  pictures.length === 0
    ? text
    : [
        { type: 'text', text },
        ...pictures.map((jpeg) => ({
          type: 'image_url' as const,
          image_url: { url: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`, detail: 'high' as const },
        })),
      ];

/**
 * Tokens of a picture of 1,280 × 720 in full detail; the most that one of any size may have. From OpenAI's guide to images and vision:
 * older models count squares of 512, newer ones patches of 32, of which small models count each as several tokens.
 */
const COUNTS: [model: RegExp, tokens: { likely: number; most: number }][] = [
  [/gpt-4o-mini/, { likely: 36_835, most: 48_200 }],
  [/gpt-4o|gpt-4\.[15]\b(?!-mini|-nano)|gpt-4-|\bo[13]\b/, { likely: 1_105, most: 1_700 }],
  [/\bnano\b/, { likely: 2_265, most: 6_200 }],
  [/\bmini\b/, { likely: 1_490, most: 4_100 }],
];
const OTHERS = { likely: 1_000, most: 6_200 };

const countsOf = (model: string): (typeof COUNTS)[number][1] =>
  COUNTS.find(([pattern]) => pattern.test(model.toLowerCase()))?.[1] ?? OTHERS;

export const likelyPictureTokens = (model: string): number => countsOf(model).likely;

interface Asked {
  model: string;
  messages: ChatCompletionMessageParam[];
  response_format?: unknown;
}

/** See `likelyTokens`. */
export const likelyTokensOf = (request: Asked): number => counted(request, 'likely', likelyTokens, request.messages);

/** See `mostTokens`. */
export const mostTokensOf = (request: Asked): number =>
  counted(request, 'most', mostTokens, [request.messages, request.response_format]);

function counted(
  { model, messages }: Asked,
  kind: 'likely' | 'most',
  count: (text: string) => number,
  all: unknown,
): number {
  const pictures = messages.flatMap(({ content }) =>
    Array.isArray(content) ? content.filter(({ type }) => type === 'image_url') : [],
  );
  const words = JSON.stringify(all, (key, value: unknown) => (key === 'image_url' ? undefined : value));
  return count(words) + pictures.length * countsOf(model)[kind];
}
