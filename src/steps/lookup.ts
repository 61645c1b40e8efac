/** What is said of the step behind a task's key, and the lists that follow from the pipeline. */
import type { TaskKey } from '../contract/task.js';
import type { Pipeline } from './check-pipeline.js';
import type { Change, StepDescriptor } from './define-step.js';
import { stepNameOf, whichOf } from './keys.js';
import type { Step } from './pipeline.js';
import { pipeline } from './pipeline.js';

export { whichOf };

const table: Pipeline = pipeline;

/** In the pipeline's order. */
export const steps = Object.keys(pipeline) as Step[];

const isStep = (name: string): name is Step => Object.hasOwn(pipeline, name);

/** False for a task of another version of Devreel, which has steps that are not known here. */
export const isKnown = (key: TaskKey): boolean => isStep(stepNameOf(key));

/** The step behind a task's key: `draft:blog` is a `draft`. Throws for one that is not known here. */
export function stepOf(key: TaskKey): Step {
  const name = stepNameOf(key);
  if (!isStep(name)) throw new Error(`There is no step for the task “${key}”.`);
  return name;
}

/** Throws as `stepOf`. */
export const descriptorOf = (key: TaskKey): StepDescriptor => table[stepOf(key)] ?? pipeline[stepOf(key)];

/** Those of which this is true. */
export const stepsWhere = (is: (step: StepDescriptor) => boolean): Step[] =>
  steps.filter((name) => is(descriptorOf(name)));

/** What an upload starts by itself. */
export const startedByUpload = stepsWhere((step) => step.startedByUpload);

/** The keys that must have succeeded before a task of this key may run; drafts wait for the project's documents, too. */
export function needsOf(key: TaskKey): TaskKey[] {
  if (!isKnown(key)) return [];
  return descriptorOf(key).needs.filter((need) => !sparedBy(key).includes(need));
}

const sparedBy = (key: TaskKey): readonly string[] => {
  const step = descriptorOf(key);
  return step.per ? (step.doesWithout?.(whichOf(key)) ?? []) : [];
};

/** What a task of this key waits for as long as it is unfinished. */
export const awaitedBy = (key: TaskKey): TaskKey[] =>
  isKnown(key) ? (descriptorOf(key).after ?? []).filter((other) => !sparedBy(key).includes(other)) : [];

/** Whether a task of this key does without what that one makes, once it has ended. */
export const isDispensable = (key: TaskKey, need: TaskKey): boolean => awaitedBy(key).includes(need);

/** Whether a task of this key neither needs nor awaits that one itself. */
export const goesOnWithout = (key: TaskKey, other: TaskKey): boolean =>
  !needsOf(key).includes(other) && !awaitedBy(key).includes(other);

/** Whether it is made from what that step makes, directly or through other steps. */
export const standsOn = (key: TaskKey, changed: Step): boolean =>
  needsOf(key).some((need) => need === changed || standsOn(need, changed));

/** The steps that are run again when this one's result has changed: those that run for each recording. */
export const redoneWith = (changed: Step): Step[] => startedByUpload.filter((step) => standsOn(step, changed));

/** Whether what a task of this key made is stale after that change of what it stands on. */
export const isStaleAfter = (key: TaskKey, changed: Step, change: Change): boolean =>
  standsOn(key, changed) && (descriptorOf(key).staleAfter?.(change) ?? true);

/** The content type that a task is about; null for all other tasks. */
export const contentTypeOf = (key: TaskKey): string | null => which(key, 'content type');

/** The id of the document that a task is about; null for all other tasks. */
export const documentOf = (key: TaskKey): string | null => which(key, 'document');

const which = (key: TaskKey, per: StepDescriptor['per']): string | null =>
  isKnown(key) && descriptorOf(key).per === per ? whichOf(key) : null;

export const draftKey = (contentType: string): TaskKey => `${'draft' satisfies Step}:${contentType}`;
/** `atMs`: which frame, from the start of the recording. */
export const frameKey = (atMs: number): TaskKey => `${'frame' satisfies Step}:${atMs}`;
export const documentKey = (id: string): TaskKey => `${'document' satisfies Step}:${id}`;
