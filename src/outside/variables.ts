/** Kinds of variables of the environment, with their checks and remedies: for the settings, and for what drivers add to them. */
import { z } from 'zod';

/** By the variables' names. */
export type Variables = Record<string, z.ZodType>;

/** A variable that is set but empty counts as not set, as in Compose files. */
export const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type);

export const text = () => optional(z.string().optional());

export const yesOrNo = (name: string) =>
  optional(
    z
      .enum(['true', 'false', '1', '0'], `${name} must be true or false`)
      .default('false')
      .transform((value) => value === 'true' || value === '1'),
  );

/** `protocols`: such as `https:`. */
export const url = (name: string, protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `${name} must be a URL such as ${example}`,
    );

export const optionalUrl = (name: string, protocols: string[], example: string) =>
  optional(url(name, protocols, example).optional());
