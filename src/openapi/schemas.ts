/** zod's schemas as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { withSteps } from './task-keys.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

const IN_ZOD = '#/$defs/';
export const IN_DOCUMENT = '#/components/schemas/';

/** Gathers the shapes that have a name, by `.meta({ id })`, while others are asked for. */
export class Schemas {
  private readonly found = new Map<string, JsonObject>();

  /** `io`: what may be sent, or what is answered. Shapes with a name are referred to. */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
    const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io, override: tidy }) as JsonObject;
    for (const [name, shape] of Object.entries($defs as Record<string, JsonObject>)) this.keep(name, placed(shape));
    return placed(root);
  }

  /** All that have a name, by name. */
  named(): JsonObject {
    return Object.fromEntries([...this.found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private keep(name: string, shape: JsonObject): void {
    const known = this.found.get(name);
    if (known && !isDeepStrictEqual(known, shape)) {
      throw new Error(
        `Two different shapes are called ${name}, or it is sent and answered: give one of them another id.`,
      );
    }
    this.found.set(name, shape);
  }
}

/** Says which steps there are, and leaves out what only repeats: the pattern beside a format, and the bounds of what a number can be. */
function tidy({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  const narrower = withSteps(zodSchema);
  if (narrower) {
    const { type: _, ...about } = jsonSchema;
    delete jsonSchema.type;
    delete jsonSchema.description;
    Object.assign(jsonSchema, narrower, about);
  }
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  // Only strict objects refuse what they do not know; to answers more may come, in later versions.
  const { def } = zodSchema._zod;
  if (def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties;
}

function placed<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(placed) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === '$ref' && typeof inner === 'string' ? inner.replace(IN_ZOD, IN_DOCUMENT) : placed(inner),
  ]);
  return Object.fromEntries(entries) as T;
}
