/** However the bytes arrive, and whenever requests end, the parts together are the upload. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PartWriter } from '../../src/outside/storage/s3/part-writer.js';

const PART = 10;

/** A bucket that keeps parts and tails; what it holds counts only up to `stored`. */
class FakeBucket {
  parts: Buffer[] = [];
  tails = new Map<number, Buffer>();
  stored = 0;

  async receive(bytes: Uint8Array, sizeBytes: number, chunks: number[]): Promise<number> {
    const isWhole = this.stored === sizeBytes;
    const tail = isWhole || this.stored % PART === 0 ? Buffer.alloc(0) : this.tails.get(this.stored);
    if (!tail) throw new Error(`There is no tail that ends at ${this.stored}.`);
    const writer = new PartWriter({ sizeBytes, partBytes: PART }, tail, this.stored, {
      part: async (number, part) => {
        await Promise.resolve();
        this.parts[number - 1] = Buffer.from(part);
      },
      tail: async (end, rest) => {
        await Promise.resolve();
        this.tails.set(end, Buffer.from(rest));
      },
      stored: async (to) => {
        expect(to).toBeGreaterThan(this.stored);
        await Promise.resolve();
        this.stored = to;
      },
    });
    let offset = 0;
    for (const length of chunks) {
      await writer.add(bytes.subarray(offset, offset + length));
      offset += length;
    }
    return writer.end();
  }
}

const request = fc.array(fc.integer({ min: 0, max: 35 }), { maxLength: 6 });

test('requests of any sizes, in chunks of any sizes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 95 }), fc.array(request), async (bytes, requests) => {
      const bucket = new FakeBucket();
      for (const lengths of [...requests, [bytes.length]]) {
        const left = bytes.subarray(bucket.stored);
        const sent: number[] = [];
        for (const length of lengths) sent.push(Math.min(length, left.length - sent.reduce((a, b) => a + b, 0)));
        const end = bucket.stored + sent.reduce((a, b) => a + b, 0);
        expect(await bucket.receive(left, bytes.length, sent)).toBe(end);
        expect(bucket.stored).toBe(end);
      }
      expect(Buffer.concat(bucket.parts)).toEqual(Buffer.from(bytes));
      expect(bucket.parts.slice(0, -1).every((part) => part.length === PART)).toBe(true);
    }),
  );
});

test('a part that cannot be sent fails the request, and what was stored before stays', async () => {
  const stored: number[] = [];
  const writer = new PartWriter({ sizeBytes: 40, partBytes: PART }, Buffer.alloc(0), 0, {
    part: (number) => (number === 2 ? Promise.reject(new Error('refused')) : Promise.resolve()),
    tail: () => Promise.reject(new Error('no tail is stored after a lost part')),
    stored: (to) => {
      stored.push(to);
      return Promise.resolve();
    },
  });
  await writer.add(Buffer.alloc(25));
  await expect(writer.end()).rejects.toThrow('refused');
  expect(stored).toEqual([10]);
});

test('more bytes than the upload has are refused', async () => {
  const nothing = (): Promise<void> => Promise.resolve();
  const sink = { part: nothing, tail: nothing, stored: nothing };
  const writer = new PartWriter({ sizeBytes: 15, partBytes: PART }, Buffer.alloc(0), 0, sink);
  await expect(writer.add(Buffer.alloc(16))).rejects.toThrow('More bytes');
});
