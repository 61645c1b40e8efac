/** The files that take longest are begun first, so that at the end no worker waits for another one. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** As `npm test` names them at its end. One that is not named here comes later, in vitest's own order. */
const LONGEST = [
  'test/extending.test.ts',
  'test/accessibility.test.ts',
  'test/start.test.ts',
  'test/listening.test.ts',
  'test/survival.test.ts',
  'test/chaos/postgres.test.ts',
  'test/browser.test.ts',
  'test/draft-mails.test.ts',
  'test/chaos/silence.test.ts',
  'test/odd-values.test.ts',
  'test/writing.test.ts',
  'test/chaos/redis.test.ts',
  'test/player.test.ts',
  'test/editor.test.ts',
  'test/toasts.test.ts',
  'test/chaos/vendor-faults.test.ts',
  'test/chaos/drain.test.ts',
  'test/cases-captions.test.ts',
  'test/slides.test.ts',
  'test/soak.test.ts',
  'test/transcript-page.test.ts',
  'test/own-user.test.ts',
  'test/chaos/worker-deaths.test.ts',
  'test/chaos/late-worker.test.ts',
  'test/chaos/clock.test.ts',
  'test/connection.test.ts',
  'test/documents.test.ts',
  'test/backup.test.ts',
  'test/uploads.test.ts',
  'test/leaving.test.ts',
  'test/webhooks.test.ts',
  'test/tracks.test.ts',
  'test/webhooks-installation.test.ts',
  'test/roles-reading.test.ts',
  'test/unit/chapters.test.ts',
  'test/uploads-page.test.ts',
  'test/speakers.test.ts',
  'test/account.test.ts',
  'test/chaos/bystanders.test.ts',
  'test/search-page.test.ts',
  'test/sockets.test.ts',
  'test/unit/listening.test.ts',
  'test/redis-kinds.test.ts',
  'test/redis-cluster.test.ts',
  'test/usage.test.ts',
  'test/hand-edits.test.ts',
  'test/live-writing.test.ts',
  'test/presence.test.ts',
  'test/single-sign-on.test.ts',
  'test/unit/recordings.test.ts',
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
