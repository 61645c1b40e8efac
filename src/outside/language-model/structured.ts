/** Values out of a language model: asked for in whichever way its server understands, and never believed unchecked. */
import { z } from 'zod';
import { clean } from '../../contract/text.js';
import type { ChatRequest } from './chat.js';
import { withPictures } from './pictures.js';
import type { Prompt } from './writer.js';

/** From the strictest to what every server understands. */
export const modes = ['json_schema', 'json_object', 'words'] as const;
export type Mode = (typeof modes)[number];

type Asked = Pick<ChatRequest, 'messages' | 'response_format'>;

/** The question for a value of this shape, in one of the modes. `name`: letters, digits, `_` and `-`. */
export function question(mode: Mode, prompt: Prompt, shape: z.ZodType, name: string): Asked {
  const { $schema: _, ...schema } = z.toJSONSchema(shape);
  const inWords = `Answer with one JSON object and nothing else. It must match this JSON schema:\n${JSON.stringify(schema)}`;
  // Behind what the prompt has in common with others.
  const user = mode === 'json_schema' ? prompt.user : `${prompt.user}\n\n${inWords}`;
  const messages: ChatRequest['messages'] = [
    { role: 'system', content: prompt.system },
    { role: 'user', content: withPictures(user, prompt.pictures) },
  ];
  if (mode === 'words') return { messages };
  if (mode === 'json_object') return { messages, response_format: { type: 'json_object' } };
  return { messages, response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } } };
}

/** What the model is told when its answer was of no use. */
export const correction = (answer: string, fault: string): ChatRequest['messages'] => [
  { role: 'assistant', content: answer },
  {
    role: 'user',
    content: `That cannot be used: ${fault}\nAnswer again, with the corrected JSON object and nothing else.`,
  },
];

export type Read<T> = { ok: true; value: T } | { ok: false; fault: string };

/** Takes the value out of an answer: JSON, alone or among other words. `fault` says what is wrong, for the model. */
export function readAnswer<T>(text: string, shape: z.ZodType<T>): Read<T> {
  const json = jsonIn(text);
  if (json === undefined) return { ok: false, fault: 'it is no whole JSON object.' };
  const parsed = shape.safeParse(json);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: z.prettifyError(parsed.error) };
}

/** The text itself, what stands in a code fence, or what stands between the first and the last brace. */
function jsonIn(text: string): unknown {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  const braced = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fenced, braced]) {
    const found = candidate === undefined ? undefined : parsed(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Undefined for what is no JSON: the caller then looks elsewhere. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? clean(value) : value));
  } catch {
    return undefined;
  }
}
