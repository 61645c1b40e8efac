/** What a tab costs that is open and hears nothing: memory of the web process, against a bare Nest with the Redis adapter. */
import { once } from 'node:events';
import { openFloor, openOurs, openTabs } from './crowd.mjs';

const TABS = 1_000;
/** They have what is made once. */
const FIRST = 100;
const COLLECT = new URL('./collect.mjs', import.meta.url).pathname;

export async function measure(place, rounds) {
  const found = { held: { ours: [], floor: [] }, resident: { ours: [], floor: [] } };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, open] of Object.entries({ ours: openOurs, floor: openFloor })) {
      const side = await open(place, [COLLECT]);
      const first = await openTabs(side, FIRST);
      const before = await memoryOf(side.web);
      const tabs = await openTabs(side, TABS);
      const after = await memoryOf(side.web);
      for (const kind of ['held', 'resident']) found[kind][name].push((after[kind] - before[kind]) / 1_000 / TABS);
      await Promise.all([tabs.stop(), first.stop()]);
      await side.close();
    }
  }
  const figure = (what, kind, limit) => ({ what, unit: 'kB', better: 'lower', ...found[kind], limit });
  return [
    figure('an idle tab, in use after a collection', 'held', 'the socket itself'),
    figure('an idle tab, of the process in all', 'resident', 'what was needed to let them in, and is kept by the heap'),
  ];
}

/** Twice, since some things are given up only by the one before. */
async function memoryOf({ child }) {
  await collected(child);
  return collected(child);
}

async function collected(child) {
  const answer = once(child, 'message');
  child.send('collect');
  return (await answer)[0];
}
