/** Who follows a project that has ended is let go after some checks in a row that found it so. */
import { expect, test } from 'vitest';
import { AccessRecheck } from '../../src/realtime/access-recheck.js';

const ada = { projectId: 'p', userId: 'ada' };

test('checks before a project came back from the bin do not count when it ends again', async () => {
  let isEnded = true;
  const expelled: unknown[] = [];
  const recheck = new AccessRecheck(
    { query: () => Promise.resolve(isEnded ? [{ ...ada, isEnded }] : []) as Promise<never> },
    { ended: () => Promise.resolve([]) },
    {
      following: () => [ada],
      local: () => ['p'],
      expel: (one) => void expelled.push(one),
      disconnectHere: () => undefined,
    },
  );
  const check = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await recheck.checkMembers(['p']);
  };
  await check(3);
  isEnded = false;
  await check(1);
  isEnded = true;
  await check(3);
  expect(expelled).toEqual([]);
  await check(1);
  expect(expelled).toHaveLength(1);
});
