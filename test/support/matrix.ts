/** The table of who may what at a running server: each door of it is asked by one of each kind of caller, and what they were answered is counted. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Callers } from './callers.js';
import { ADMINS, createCallers } from './callers.js';
import type { PartName } from './matrix-parts.js';
import { matrixParts, partNames, sizeOf, wholeSize } from './matrix-parts.js';
import { programs } from './programs.js';
import type { Scene } from './scene.js';
import type { Kind, OpenRow, Row } from './who-may.js';
import { expectedOf, isOpen, kinds, outcomeOf } from './who-may.js';
import { WorkerByHand } from './worker-by-hand.js';
import type { WebServer, World } from './world.js';
import { createWorld } from './world.js';

/** Nobody else sees anything of a project, whatever they are answered. Operators see what they are there for. */
const outside: readonly Kind[] = [
  'signed out',
  'stranger',
  'administrator',
  'share token',
  'revoked key',
  'key that may not administer',
  'removed member',
  'ended session',
];
const mayTell = (door: string, row: Row | OpenRow, kind: Kind): boolean =>
  isOpen(row) || !outside.includes(kind) || (kind === 'administrator' && door.includes('/admin/'));

export class Matrix {
  private looked = 0;
  private wrong = 0;

  private constructor(
    private readonly part: PartName,
    private readonly world: World,
    private readonly web: WebServer,
    private readonly hand: WorkerByHand,
    readonly callers: Callers,
    /** All rows about what nobody who asks may change. */
    private readonly before: string[],
  ) {}

  static async start(part: PartName): Promise<Matrix> {
    // All that is asked here at once comes from few accounts.
    const world = await createWorld({ ADMINS: ADMINS.join(','), REQUESTS_PER_SECOND: '0' });
    const preloaded = new URL('./express-routes.mjs', import.meta.url).href;
    const web = await world.startWeb(undefined, {
      NODE_OPTIONS: `--import=${preloaded}`,
      FFMPEG_PATH: noFilms(world.dataDir),
    });
    const hand = await WorkerByHand.in(world);
    const callers = await createCallers(web.url, hand);
    return new Matrix(part, world, web, hand, callers, await everythingAbout(world, callers.untouched));
  }

  /** Says how much was looked at, of how much there is in all parts. */
  async end(): Promise<void> {
    const routes = await this.routes();
    this.hand.end();
    await this.world.end();
    const place = `part ${partNames.indexOf(this.part) + 1} of ${partNames.length} (${this.part})`;
    const [looked, whole] = [this.looked, wholeSize(routes)].map((size) => size.toLocaleString('en'));
    console.log(`Who may what, ${place}: ${looked} cells, ${this.wrong} wrong; the whole matrix has ${whole} cells.`);
  }

  /** Has all kinds of callers ask at this door. */
  async look(door: string, row: Row | OpenRow): Promise<void> {
    const { actors, untouched } = this.callers;
    await this.compare(door, expectedOf(door, row), async (kind) => {
      // Whoever opens a link to read is counted.
      const actor = isOpen(row) ? { ...actors[kind], scene: actors.editor.scene } : actors[kind];
      const answer = await row.ask(actor);
      const said = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      const tells = !mayTell(door, row, kind) && said.includes(untouched.secret);
      return outcomeOf(answer) + (tells ? ' and tells what is in the project' : '');
    });
  }

  /** `outcome`: what this kind of caller gets there. */
  async compare(door: string, expected: Record<Kind, string>, outcome: (kind: Kind) => Promise<string>): Promise<void> {
    const found = await Promise.all(kinds.map(async (kind): Promise<[Kind, string]> => [kind, await outcome(kind)]));
    this.looked += found.length;
    this.wrong += found.filter(([kind, got]) => expected[kind] !== got).length;
    expect(Object.fromEntries(found), door).toEqual(expected);
  }

  /** Every address that Express has in the running process. */
  async routes(): Promise<string[]> {
    const told = once(this.web.process, 'message');
    this.web.process.send('routes');
    const [{ routes }] = (await told) as [{ routes: string[] }];
    return routes;
  }

  /** That of all these refusals nothing has changed, none was another one than the table says, and no cell of this part was left out. */
  async expectUntouched(): Promise<void> {
    expect(await everythingAbout(this.world, this.callers.untouched)).toEqual(this.before);
    expect(this.wrong).toBe(0);
    expect(this.looked).toBe(sizeOf(matrixParts[this.part], await this.routes()));
  }
}

/** An ffmpeg that says its version and makes nothing: films of sample talks for all who may ask for one would take minutes. */
function noFilms(dir: string): string {
  const path = join(dir, 'ffmpeg');
  writeFileSync(path, `#!/bin/sh\ncase "$*" in *-version*) exec '${programs().ffmpeg}' "$@";; esac\nexit 1\n`, {
    mode: 0o755,
  });
  return path;
}

/** Each row of each table that belongs to these projects, or is one of Ada's things beside them; not who has read their notices. */
async function everythingAbout({ db }: World, { talk, empty, binned, hook, type, key }: Scene): Promise<string[]> {
  const tables = await db.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'project_id' AND table_name <> 'webhook_positions' ORDER BY table_name`,
  );
  const ofProjects = tables.map(({ name }) =>
    db.query<{ row: string }[]>(
      `SELECT '${name} ' || (to_jsonb(t) - '{held_by,held_until,turns,looked_at_turn,expires_at}'::text[])::text AS row FROM ${name} t
       WHERE project_id = ANY ($1) ORDER BY 1`,
      [[talk, empty, ...binned]],
    ),
  );
  const things = {
    projects: [talk, empty, ...binned],
    webhooks: [hook],
    content_types: [type],
    'auth.api_keys': [key],
  };
  const byId = Object.entries(things).map(([name, ids]) =>
    db.query<{ row: string }[]>(
      `SELECT '${name} ' || t::text AS row FROM ${name} t WHERE id::text = ANY ($1) ORDER BY 1`,
      [ids],
    ),
  );
  const all = (await Promise.all([...ofProjects, ...byId])).flat();
  expect(all.length).toBeGreaterThan(30);
  return all.map(({ row }) => row);
}
