/** What a tab costs that is open and hears nothing: memory of the web process, against a bare Nest with the Redis adapter. */
import { setTimeout as wait } from 'node:timers/promises';
import { openFloor, openOurs, openTabs } from './tabs.mjs';

const TABS = 1_000;
/** Longer than what was needed to let them in is kept. */
const SETTLE_MS = 5_000;

export async function measure(place, rounds) {
  const sides = { ours: openOurs, floor: openFloor };
  const found = { ours: [], floor: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, open] of Object.entries(sides)) {
      const side = await open(place);
      // The first ones have what is made once.
      const first = await openTabs(side, 100);
      await wait(SETTLE_MS);
      const before = side.memory().now;
      const tabs = await openTabs(side, TABS);
      await wait(SETTLE_MS);
      found[name].push(((side.memory().now - before) * 1_000) / TABS);
      await tabs.stop();
      await first.stop();
      await side.close();
    }
  }
  const what = 'memory of an idle tab';
  return [
    { what, unit: 'kB', better: 'lower', ...found, limit: 'the socket itself; garbage that was not collected yet' },
  ];
}
