/**
 * What `npm run mutate` changes, one small fault after another, and the tests that should notice: those that are quick, so that all of it
 * takes minutes. Which test touches which mutant is measured, so one test may serve several files.
 */
import { existsSync } from 'node:fs';

/** By file of code, its tests. */
const targets = {
  'src/realtime/event-order.ts': ['test/unit/event-order.test.ts'],
  'client/src/realtime/store.ts': [
    'test/unit/client-store.test.ts',
    'test/unit/client-store-model.test.ts',
    'test/unit/client-store-progress.test.ts',
    'test/unit/live-drafts.test.ts',
  ],
  'client/src/features/notices/delivery.ts': ['test/unit/client-delivery.test.ts'],
  'client/src/features/notices/delivery-plan.ts': ['test/unit/client-delivery-plan.test.ts'],
  'client/src/features/notices/shown-notices.ts': ['test/unit/client-delivery.test.ts'],
  'client/src/features/notices/tab-locks.ts': ['test/unit/client-delivery.test.ts'],
  'src/content/grounding.ts': ['test/unit/grounding.test.ts'],
  'src/content/plain-times.ts': ['test/unit/plain-times.test.ts'],
  'src/content/references.ts': ['test/unit/grounding.test.ts', 'test/unit/plain-times.test.ts'],
  'src/tasks/canonical-json.ts': ['test/parts.test.ts'],
  'src/tasks/transitions.ts': ['test/transitions.test.ts'],
  'src/worker/claim.ts': ['test/fences.test.ts'],
  'src/worker/part-tool.ts': ['test/parts.test.ts'],
  'src/worker/parts.ts': ['test/parts.test.ts'],
  'src/worker/pipeline-task.ts': ['test/fences.test.ts'],
  'src/worker/quarantine.ts': ['test/fences.test.ts', 'test/parts.test.ts'],
  'src/worker/retry-policy.ts': ['test/unit/failures.test.ts'],
};

export const mutated = Object.keys(targets);
export const tests = [...new Set(Object.values(targets).flat())];

/** Those that were moved or renamed: a file that is not found would be left out without a word. */
export const missingTargets = () => [...mutated, ...tests].filter((file) => !existsSync(file));
