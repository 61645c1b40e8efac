/** The files that take longest are begun first, so that at the end no worker waits for another one. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** As `npm test` names them at its end. One that is not named here comes later, in vitest's own order. */
const LONGEST = [
  'test/extending.test.ts',
  'test/start.test.ts',
  'test/survival.test.ts',
  'test/chaos/silence.test.ts',
  'test/cases-captions.test.ts',
  'test/unit/listening.test.ts',
  'test/uploads.test.ts',
  'test/usage.test.ts',
  'test/chaos/worker-deaths.test.ts',
  'test/listening.test.ts',
  'test/odd-values.test.ts',
  'test/browser.test.ts',
  'test/speakers.test.ts',
  'test/documents.test.ts',
  'test/unit/recordings.test.ts',
  'test/sample.test.ts',
  'test/chaos/late-worker.test.ts',
  'test/chaos/postgres.test.ts',
  'test/chaos/drain.test.ts',
  'test/writing.test.ts',
  'test/leaving.test.ts',
  'test/player.test.ts',
  'test/joins.test.ts',
  'test/chaos/web-sockets.test.ts',
  'test/tracks.test.ts',
  'test/expectations.test.ts',
  'test/connection.test.ts',
  'test/hand-edits.test.ts',
  'test/chaos/vendor-faults.test.ts',
  'test/chaos/clock.test.ts',
  'test/chaos/redis.test.ts',
  'test/accessibility.test.ts',
  'test/soak.test.ts',
  'test/uploads-page.test.ts',
  'test/search-page.test.ts',
  'test/status.test.ts',
  'test/chaos/bystanders.test.ts',
  'test/chaos/cancel.test.ts',
  'test/chaos/storage.test.ts',
  'test/source.test.ts',
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
