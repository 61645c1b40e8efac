/** `npm run scenes`: each scene with somebody else beside it; the table goes to the output. */
import { expect, test } from 'vitest';
import { startVendor } from '../chaos/vendor.js';
import { createWorld } from '../support/world.js';
import type { Waited } from './bystander.js';
import { worksThrough } from './bystander.js';
import type { Peaks } from './memory.js';
import { watchMemory } from './memory.js';
import type { Ground } from './scenes.js';
import { scenes } from './scenes.js';

const VENDOR_MS = 2_000;
const AN_HOUR_MS = 3_600_000;
/** Of the scene's way before the other one comes. */
const AHEAD_MS = 3_000;

interface Row extends Waited, Peaks {
  scene: string;
  became: string;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const lineOf = (row: Row): string =>
  `| ${[
    row.scene,
    row.became.replaceAll('|', '/'),
    ...[row.uploadAnswered, row.firstScreenshot, row.draftDone, row.slowestPiece].map(seconds),
    ...[row.webMb, row.workerMb, row.otherMb].map((mb) => `${mb} MB`),
  ].join(' | ')} |`;

const HEAD = `| scene | what became of it | upload answered | first screenshot | draft done | slowest piece of the recording | web | worker | largest other |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |`;

const wanted = Object.entries(scenes).filter(([name]) => name.includes(process.env['SCENES_ONLY'] ?? ''));

test(
  'somebody works beside all that is hard on a Devreel',
  async () => {
    expect(wanted).not.toEqual([]);
    const vendor = await startVendor();
    vendor.latencyMs = () => VENDOR_MS;
    const world = await createWorld({ OPENAI_BASE_URL: vendor.baseUrl, OPENAI_API_KEY: 'k', TRANSCRIBER: 'openai' });
    try {
      const web = await world.startWeb();
      await world.startWorker();
      const [person, other] = [await world.signUp(web), await world.signUp(web)];
      const beside = async (name: string, scene: (ground: Ground) => Promise<() => Promise<string>>): Promise<Row> => {
        const stop = watchMemory(world.dataDir);
        const ended = await scene({ world, webUrl: web.url, person });
        await new Promise((resolve) => setTimeout(resolve, AHEAD_MS));
        const waited = await worksThrough(other);
        const became = await ended();
        return { scene: name, became, ...waited, ...stop() };
      };
      await worksThrough(other);
      const rows = [await beside('at rest', () => Promise.resolve(() => Promise.resolve('')))];
      for (const [name, scene] of wanted) {
        rows.push(await beside(name, scene));
        console.log(lineOf(rows[rows.length - 1] as Row));
      }
      console.log([HEAD, ...rows.map(lineOf)].join('\n'));
    } finally {
      await world.end();
      await vendor.stop();
    }
  },
  3 * AN_HOUR_MS,
);
