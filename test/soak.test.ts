/** The soak in small; `npm run soak` is the long one. */
import { expect, test } from 'vitest';
import { inSmallOrLong } from './support/long-form.js';
import { soak } from './soak/soak.js';

test('60 sockets over 6 projects, lines cut, a web process killed, Redis begun anew: all have everything, in order', async () => {
  const { sockets, events, joins } = await soak({ sockets: 60, projects: 6, seconds: inSmallOrLong(12, 21) });
  expect(sockets).toBe(60);
  expect(events).toBeGreaterThan(50);
  // Those whose lines were cut, and those of the process that was killed, came back.
  expect(joins).toBeGreaterThan(inSmallOrLong(80, 100));
}, 600_000);
