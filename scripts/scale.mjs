/**
 * `npm run scale`: how many places a day needs. First a small case on the real queue and worker beside the same in the simulation, then days of
 * 1,000 and 10,000 talks with more and more workers. What follows from it is in docs/scale.md. It uses what is in dist/server, so
 * `npm run build` comes first.
 */
import { quantile } from './bench/figures.mjs';
import { openPlace } from './bench/place.mjs';
import { tableText } from './quality/table.mjs';
import { dayOf } from './scale/day.mjs';
import { simulate } from './scale/simulation.mjs';
import { measure, places, TASK_MS, works } from './scale/small-case.mjs';

const DAYS = [
  { talks: 1_000, owners: 300, workers: [2, 4, 6, 8] },
  { talks: 10_000, owners: 3_000, workers: [20, 30, 40, 60, 80] },
];
/** Of a worker, as it is by default on two cores: see docs/settings.md. */
const OF_A_WORKER = { intake: 2, media: 1, ai: 4 };

const seconds = (ms) => (ms / 1_000).toFixed(1);

async function smallCase() {
  const place = await openPlace();
  let real;
  try {
    real = await measure(place);
  } finally {
    await place.close();
  }
  const thought = simulate(works(), places);
  const rows = ['many', 'some', 'one'].map((owner) => {
    const of = (all) => all.filter((one) => one.owner === owner).map(({ at, begun }) => begun - at);
    const [a, b] = [of(real), of(thought)];
    return [
      owner,
      a.length,
      ...[a, b].flatMap((waits) => [seconds(quantile(waits, 0.5)), seconds(Math.max(...waits))]),
    ];
  });
  const columns = ['who', 'tasks', 'waited (median, s)', 'longest', 'simulated: median', 'longest'];
  print({ title: `Tasks of ${TASK_MS} ms, four at a time: measured and simulated`, columns, rows });
}

function days() {
  for (const { talks, owners, workers } of DAYS) {
    const day = dayOf({ talks, owners });
    const rows = workers.map((count) => {
      const lanes = Object.fromEntries(Object.entries(OF_A_WORKER).map(([lane, n]) => [lane, n * count]));
      const done = simulate(day, lanes);
      const waits = (name) => done.filter((one) => one.name === name).map(({ at, begun }) => begun - at);
      const cell = (name, share) => seconds(quantile(waits(name), share));
      return [
        count,
        cell('probe', 0.99),
        cell('screenshots', 0.5),
        cell('screenshots', 0.99),
        cell('transcribe', 0.5),
        cell('transcribe', 0.99),
        cell('draft', 0.5),
        cell('draft', 0.99),
      ];
    });
    const columns = ['workers', 'probe p99 (s)', 'screenshots p50', 'p99', 'transcribe p50', 'p99', 'draft p50', 'p99'];
    print({ title: `${talks} talks a day, ${owners} people: how long tasks wait`, columns, rows });
  }
}

const print = (table) => process.stdout.write(`${tableText(table)}\n`);

await smallCase();
days();
