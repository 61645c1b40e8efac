/** An event on its way to one tab and to 1,000, against a bare Nest with the Redis adapter. */
import { now, openFloor, openOurs, openTabs } from './crowd.mjs';
import { median } from './figures.mjs';

const CROWD = 1_000;
const SINGLE_EVENTS = 100;
const CROWD_EVENTS = 20;
const BURST = 30;

export async function measure(place, rounds) {
  const sides = { ours: await openOurs(place), floor: await openFloor(place) };
  const found = {};
  // The first round is for the compilers.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const figures = { ...(await toOne(side)), ...(await toAll(side)) };
      if (round === 0) continue;
      for (const [what, value] of Object.entries(figures)) (found[what] ??= { ours: [], floor: [] })[name].push(value);
    }
  }
  for (const side of Object.values(sides)) await side.close();
  const figure = (what, unit, better, key, limit) => ({ what, unit, better, ...found[key], limit });
  return [
    figure('commit of an event → one tab', 'ms', 'lower', 'one', 'Redis, and three processes that are woken in turn'),
    figure('the same with its transaction', 'ms', 'lower', 'written', 'PostgreSQL: begin, lock, write, commit'),
    figure('commit of an event → the last of 1,000 tabs', 'ms', 'lower', 'last', 'a write to each socket'),
    figure('deliveries to 1,000 tabs', '1/s and core', 'higher', 'deliveries', 'a write to each socket'),
  ];
}

/** Medians, in ms. */
async function toOne(side) {
  const tab = await openTabs(side, 1);
  const times = await latencies(side, tab, SINGLE_EVENTS);
  await tab.stop();
  return {
    one: median(times.map(({ last, announced }) => last - announced)),
    written: median(times.map(({ last, asked }) => last - asked)),
  };
}

/** In ms; deliveries for each second of the web process's processor, of many events, each after the one before was heard. */
async function toAll(side) {
  const crowd = await openTabs(side, CROWD);
  const times = await latencies(side, crowd, CROWD_EVENTS);
  const before = side.web.cpuMs();
  // One after the other on both sides: what comes at once a socket writes at once, and commits never come at once.
  for (let i = 0; i < BURST; i += 1) await crowd.heard((await side.send()).n);
  const seconds = (side.web.cpuMs() - before) / 1_000;
  await crowd.stop();
  return { last: median(times.map(({ last, announced }) => last - announced)), deliveries: (BURST * CROWD) / seconds };
}

/** One event after the other has arrived: when it was asked for, announced, and heard by the last. */
async function latencies(side, tabs, count) {
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const asked = now();
    const { n, announced } = await side.send();
    times.push({ asked, announced, ...(await tabs.heard(n)) });
  }
  return times;
}
