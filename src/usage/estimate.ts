/** About what the calls still to come will cost, estimated from the length of the talk before anything is sent. Pure. */
import type { TaskKey } from '../contract/task.js';
import type { Estimate, EstimatedCalls } from '../contract/usage.js';
import type { Prices } from '../settings/prices.js';
import { costOf } from '../settings/prices.js';
import type { Calls, Models, Talk } from './cost.js';
import { descriptorOf, draftKey, isKnown, stepOf, whichOf } from '../steps/lookup.js';

export interface Prospect extends Talk {
  /** Keys of the tasks that wait or run. */
  underWay: string[];
  /** Content types without a draft, and without a task that waits or runs. */
  notAsked: string[];
  /** What drafts are told of the voice of who asks for them, in tokens, by the key of their task; nothing where it is not named. */
  told: Readonly<Record<string, number>>;
}

/** Leaves documents out: they cost next to nothing, and their length is not known before they are read. */
export function estimateOf(prospect: Prospect, models: Models, prices: Prices): Estimate {
  const { underWay, notAsked } = prospect;
  const begun = new Set<string>();
  const priced = (key: TaskKey): EstimatedCalls[] =>
    callsOf(key, prospect, models, begun).map((calls) => ({
      key,
      ...calls,
      costUsd: costOf(prices, calls.kind, calls.model, calls),
    }));
  const items = underWay.flatMap(priced);
  return { costUsd: sumOf(items), items, drafts: notAsked.map(draftKey).flatMap(priced) };
}

/** `begun`: the steps of which a task was counted already. */
function callsOf(key: TaskKey, prospect: Prospect, models: Models, begun: Set<string>): Calls[] {
  if (!isKnown(key)) return [];
  const step = stepOf(key);
  const first = !begun.has(step);
  begun.add(step);
  return (
    descriptorOf(key).cost?.(prospect, models, { which: whichOf(key), first, told: prospect.told[key] ?? 0 }) ?? []
  );
}

/** Null when any of them has no price: otherwise a part of the sum would pass for the whole. */
const sumOf = (items: EstimatedCalls[]): number | null =>
  items.reduce<number | null>((sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd), 0);
