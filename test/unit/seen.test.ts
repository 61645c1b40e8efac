/** Who was in front of the page, for mails: kept only where there are any, and noted once for many tabs. */
import { expect, test } from 'vitest';
import { Seen } from '../../src/draft-mails/seen.js';

/** The ids of each statement. */
function noting() {
  const noted: string[][] = [];
  const query = (_: string, [userIds = []]: string[][] = []): Promise<unknown> => {
    noted.push(userIds);
    return Promise.resolve([]);
  };
  return { noted, seen: new Seen({ query } as never) };
}

function visit(seen: Seen): void {
  for (const userId of ['ada', 'ada', 'ben']) seen.comes(userId);
  seen.goes('ada');
}

test('where no mails are sent nobody is remembered', async () => {
  const { noted, seen } = noting();
  visit(seen);
  await seen.stop();
  expect(noted).toEqual([]);
});

test('where they are, each person is noted once', async () => {
  const { noted, seen } = noting();
  seen.start();
  visit(seen);
  await seen.stop();
  expect(noted).toEqual([['ada', 'ben']]);
});
