/** What people are told when a step throws. */
import { afterEach, expect, test, vi } from 'vitest';
import { NoTranscriber } from '../../src/outside/recognisers/transcriber.js';
import { ObjectNotFound } from '../../src/outside/storage/storage.js';
import type { Storage } from '../../src/outside/storage/storage.js';
import { VendorError } from '../../src/outside/vendor/vendor-error.js';
import { TooMuchMemory } from '../../src/outside/ffmpeg/ffprobe.js';
import { afterThrow } from '../../src/worker/retry-policy.js';
import { stepStorage } from '../../src/steps/step-storage.js';

const task = { key: 'screenshots', maxAttempts: 4 } as const;
afterEach(() => vi.restoreAllMocks());
const withCode = (code: string): Error => Object.assign(new Error(code), { code });

/** What a step throws when its storage answers with this. */
async function thrownBy(fault: Error, signal = new AbortController().signal): Promise<unknown> {
  const put = () => Promise.reject(fault);
  const storage = stepStorage({ put, fetchTo: put } as unknown as Storage);
  const thrown = await storage.put('a', 'no-such-file', signal).catch((error: unknown) => error);
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

const busy = (retryAfterMs: number | null): VendorError =>
  new VendorError('vendor_busy', 'The model is busy.', '429', false, retryAfterMs);

/** How long the task waits after so many failures, when chance is at its lowest and at its highest. */
function waits(error: Error, failures: number): number[] {
  return [0, 1].map((chance) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance);
    const next = afterThrow(error, failures, { ...task, maxAttempts: 100 });
    return next.kind === 'again' ? next.ms : Number.NaN;
  });
}

test('each try waits twice as long as the one before, up to five minutes, and from a half of it to the whole', () => {
  const fault = new Error('no');
  expect([1, 2, 3, 8, 9, 50].map((failures) => waits(fault, failures))).toEqual([
    [1_000, 2_000],
    [2_000, 4_000],
    [4_000, 8_000],
    [128_000, 256_000],
    [150_000, 300_000],
    [150_000, 300_000],
  ]);
});

test('a vendor that says when it wants to be asked again is not asked before, and not sooner than another one either', () => {
  expect(waits(busy(120_000), 1)).toEqual([120_000, 120_000]);
  expect(waits(busy(1_500), 1)).toEqual([1_500, 2_000]);
  expect(waits(busy(0), 1)).toEqual([1_000, 2_000]);
  expect(waits(busy(null), 1)).toEqual([1_000, 2_000]);
});

test('people are told what went wrong, which try comes, and in the end what to do', () => {
  const again = (error: Error) => afterThrow(error, 3, task);
  const last = (error: Error) => afterThrow(error, 4, task);
  expect(again(busy(1))).toMatchObject({ kind: 'again', why: 'The model is busy. Trying again (4 of 4)' });
  expect(again(new Error('secret'))).toMatchObject({ why: 'Something went wrong. Trying again (4 of 4)' });
  const end = { kind: 'failed', retryable: true, permanent: false };
  expect(last(busy(1))).toEqual({
    ...end,
    code: 'vendor_busy',
    message: 'The model is busy. It was tried 4 times; retry it later.',
  });
  expect(last(new Error('secret'))).toEqual({
    ...end,
    code: 'internal',
    message: "It went wrong 4 times. Retry it; if it fails again, the worker's log says why.",
  });
});

test('what trying again cannot help ends at the first time, and does not count as a try', () => {
  const end = { kind: 'failed', retryable: true, permanent: true };
  const quota = new VendorError('vendor_quota', 'Out of credit.', '402', true, 1_000);
  expect(afterThrow(quota, 1, task)).toEqual({ ...end, code: 'vendor_quota', message: 'Out of credit.' });
  expect(afterThrow(withCode('ENOSPC'), 1, task)).toEqual({
    ...end,
    code: 'no_space',
    message: 'There is no space left on the disk. Make room, then retry.',
  });
  expect(afterThrow(new NoTranscriber('No model.'), 1, task)).toEqual({
    ...end,
    code: 'no_transcriber',
    message: 'No model.',
  });
});

test('a recording that takes too much memory would take as much again: it is told so, and not tried again', () => {
  const end = afterThrow(new TooMuchMemory('ffmpeg', '', 512 * 1024 ** 2), 1, task);
  expect(end).toMatchObject({ kind: 'failed', code: 'too_much_memory', permanent: true, retryable: true });
  expect(end).toMatchObject({ message: expect.stringContaining('512 MiB') as unknown });
});
