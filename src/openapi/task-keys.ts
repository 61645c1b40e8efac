/** What the contract leaves open, because it depends on nothing: which steps there are, and the keys of their tasks. */
import { z } from 'zod';
import { stepName, taskKey } from '../contract/task.js';
import { descriptorOf, steps } from '../steps/lookup.js';

const single = steps.filter((step) => !descriptorOf(step).per);
const several = steps.filter((step) => descriptorOf(step).per);

const exact = new Map<unknown, z.ZodType>([
  [stepName, z.enum(steps)],
  [taskKey, z.union([z.enum(single), ...several.map((step) => z.templateLiteral([`${step}:`, z.string()]))])],
]);

/** The schema as it is with the steps there are; null for all that has nothing to do with them. */
export function withSteps(schema: unknown): z.core.JSONSchema.BaseSchema | null {
  const found = exact.get(schema);
  if (!found) return null;
  const { $schema: _, ...json } = z.toJSONSchema(found);
  return json;
}
