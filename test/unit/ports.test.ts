/** Files that run beside each other share the ports out. */
import { afterEach, expect, test } from 'vitest';
import { freePort, shareOfPorts } from '../../scripts/embedded/ports.mjs';

const before = process.env['DEVREEL_PORTS'];
afterEach(() => {
  process.env['DEVREEL_PORTS'] = before;
});

test('shares have no port in common, and a free port is of its own share', async () => {
  const shares = [0, 1, 2].map((part) => shareOfPorts(part, 3).split('-').map(Number));
  expect(shares).toEqual([
    [20_000, 23_999],
    [24_000, 27_999],
    [28_000, 31_999],
  ]);
  for (const [first, last] of shares) {
    process.env['DEVREEL_PORTS'] = `${first}-${last}`;
    for (let i = 0; i < 5; i += 1) {
      const port = await freePort();
      expect(port).toBeGreaterThanOrEqual(first ?? NaN);
      expect(port).toBeLessThanOrEqual(last ?? NaN);
    }
  }
});
