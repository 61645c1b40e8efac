/** The settings of models that administrators may also set on the page: what the environment leaves open. Pure. */
import { z } from 'zod';
import type { PageSetting } from '../contract/model-settings.js';
import { pageSettings } from '../contract/model-settings.js';
import { contradictions } from './checks.js';
import type { Models } from './models.js';
import { modelsOf } from './models.js';
import type { Env } from './shape.js';
import { shape } from './shape.js';

/** What was set on the page, by name. */
export type SetOnPage = Partial<Record<PageSetting, string>>;

export interface Resolved {
  models: Models;
  /** What holds, of the environment or of the page; undefined where neither says anything, nor a default does. */
  values: Record<PageSetting, string | undefined>;
  /** To which address each key is sent; undefined stands for OpenAI's own. */
  sentTo: Record<'OPENAI_API_KEY' | 'TRANSCRIBE_API_KEY', string | undefined>;
}

/** What a value lacks, with its remedy. `name`: null where it is about several. */
export interface PageFault {
  name: PageSetting | null;
  message: string;
}

export interface OnPage {
  /** Those that the environment has decided. */
  fixed: ReadonlySet<PageSetting>;
  /** Whether the environment names it. */
  given(name: PageSetting): boolean;
  /** `fixed` ones are passed over. A fault means that nothing of it can be used. */
  with(set: SetOnPage): { ok: Resolved } | { faults: PageFault[] };
}

/** A key belongs to its address: neither is sent to what another one says. */
const together: readonly (readonly PageSetting[])[] = [
  ['OPENAI_API_KEY', 'OPENAI_BASE_URL'],
  ['TRANSCRIBE_API_KEY', 'TRANSCRIBE_BASE_URL'],
];

const names = Object.keys(pageSettings) as PageSetting[];
const own = z.object(Object.fromEntries(names.map((name) => [name, shape.shape[name as keyof Env]])));

/** `env`: the environment's, checked. `given`: the variables that it really has. */
export function settableOnPage(env: Env, given: (name: string) => boolean): OnPage {
  const fixed = new Set(names.filter(given));
  for (const group of together) if (group.some(given)) for (const name of group) fixed.add(name);
  return {
    fixed,
    given,
    with(set) {
      const open = Object.entries(set).filter(([name]) => !fixed.has(name as PageSetting));
      const parsed = own.safeParse(Object.fromEntries(open));
      if (!parsed.success) return { faults: parsed.error.issues.map(({ message }) => faultOf(message)) };
      const changed = Object.fromEntries(open.map(([name]) => [name, parsed.data[name]]));
      const merged: Env = { ...env, ...changed };
      const faults = contradictions(merged, new Set()).map(faultOf);
      if (faults.length > 0) return { faults };
      // The environment's key for sound goes where the environment says, whatever the page says of the language model.
      const forSound = given('TRANSCRIBE_API_KEY') ? { ...merged, OPENAI_BASE_URL: env.OPENAI_BASE_URL } : merged;
      const ofPage = new Set(Object.values(set));
      const reach = env.ALLOW_PRIVATE_ADDRESSES ? 'anywhere' : 'public';
      const models = modelsOf(merged, (url) => (url !== undefined && ofPage.has(url) ? reach : 'anywhere'), forSound);
      return { ok: { models, values: valuesOf(merged), sentTo: sentTo(forSound, merged) } };
    },
  };
}

const sentTo = (forSound: Env, merged: Env): Resolved['sentTo'] => {
  const recogniser = valuesOf(forSound).TRANSCRIBE_BASE_URL ?? forSound.OPENAI_BASE_URL;
  return {
    OPENAI_API_KEY: merged.OPENAI_BASE_URL,
    TRANSCRIBE_API_KEY: recogniser,
  };
};

function valuesOf(env: Record<string, unknown>): Resolved['values'] {
  // Each of them is text, says the shape.
  return Object.fromEntries(names.map((name) => [name, env[name] as string | undefined])) as Resolved['values'];
}

const faultOf = (message: string): PageFault => ({
  name: names.find((name) => message.startsWith(`${name} `)) ?? null,
  message,
});
