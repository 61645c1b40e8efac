/** What people are told when a step throws. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ObjectNotFound } from '../../src/outside/storage/storage.js';
import type { Storage } from '../../src/outside/storage/storage.js';
import { afterThrow } from '../../src/worker/retry-policy.js';
import { stepStorage } from '../../src/steps/step-storage.js';

const task = { key: 'screenshots', maxAttempts: 4 } as const;
const withCode = (code: string): Error => Object.assign(new Error(code), { code });

/** What a step throws when its storage answers with this. */
async function thrownBy(fault: Error, signal = new AbortController().signal): Promise<unknown> {
  const put = () => Promise.reject(fault);
  const storage = stepStorage({ put, fetchTo: put } as unknown as Storage);
  const thrown = await storage.put('a', Readable.from([]), { signal }).catch((error: unknown) => error);
  expect(await storage.fetchTo('a', 'b', signal).catch((error: unknown) => error)).toEqual(thrown);
  return thrown;
}

test.each(['EIO', 'ECONNRESET', 'ENOTDIR', 'ETIMEDOUT'])(
  'a storage with %s is tried again, then named',
  async (code) => {
    const fault = await thrownBy(withCode(code));
    expect(afterThrow(fault, 1, task)).toMatchObject({
      kind: 'again',
      why: expect.stringMatching(/^The storage/) as string,
    });
    expect(afterThrow(fault, 4, task)).toMatchObject({
      kind: 'failed',
      code: 'storage_unavailable',
      retryable: true,
      permanent: false,
      message: expect.stringMatching(
        /^The storage cannot be reached, or does not work\. It was tried 4 times\. Retry/,
      ) as string,
    });
  },
);

test('no space, a missing object and an abort stay what they are', async () => {
  expect(afterThrow(await thrownBy(withCode('ENOSPC')), 1, task)).toMatchObject({ code: 'no_space', permanent: true });
  expect(afterThrow(await thrownBy(new ObjectNotFound('a')), 4, task)).toMatchObject({ code: 'internal' });
  const reason = new Error('cancelled');
  expect(await thrownBy(reason, AbortSignal.abort())).toBe(reason);
});
