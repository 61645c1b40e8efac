/** The files that take longest are begun first, so that at the end no worker waits for another one. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** As `npm test` names them at its end. One that is not named here comes later, in vitest's own order. */
const LONGEST = [
  'test/survival.test.ts',
  'test/listening.test.ts',
  'test/chaos/late-worker.test.ts',
  'test/chaos/postgres.test.ts',
  'test/start.test.ts',
  'test/toasts.test.ts',
  'test/chaos/clock.test.ts',
  'test/chaos/worker-deaths.test.ts',
  'test/connection.test.ts',
  'test/chaos/vendor-faults.test.ts',
  'test/browser.test.ts',
  'test/live-writing.test.ts',
  'test/uploads.test.ts',
  'test/writing.test.ts',
  'test/unit/listening.test.ts',
  'test/soak.test.ts',
  'test/player.test.ts',
  'test/chaos/drain.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = (file: TestSpecification): number => {
      const place = LONGEST.findIndex((name) => file.moduleId.endsWith(`/${name}`));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rest(a) - rest(b));
  }
}
