/** What people do meanwhile. Their requests may find nobody at home; then nothing is expected of them. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Content } from '../../../src/contract/content.js';
import { contentTypes } from '../../../src/content/content-types.js';
import type { Stage } from '../scene.js';
import type { Answer } from '../../support/person.js';
import type { Dice } from './dice.js';

/** Unfinished projects at once: two cores have enough with these. */
const MOST_UNFINISHED = 4;

export interface Deed {
  name: string;
  weight: number;
  /** Resolves to false when there was nothing to do. */
  done(dice: Dice): Promise<boolean>;
}

/** `recordings`: taken one after the other, each once, so that no question of one project is that of another. */
export function peopleOf(stage: Stage, recordings: Uint8Array[]): Deed[] {
  const { person, world } = stage;
  let asked = 0;
  let used = 0;

  /** Null when the web process is away, or went away meanwhile. */
  const ask = async (...request: Parameters<typeof person.ask>): Promise<Answer | null> => {
    try {
      return await person.ask(...request);
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  };
  const rows = async (sql: string): Promise<{ id: string; project_id: string }[]> => {
    for (;;) {
      try {
        return await world.db.query(sql);
      } catch {
        // The accident that cuts connections cuts the run's own, too.
        await wait(100);
      }
    }
  };
  const tasksIn = (states: string): Promise<{ id: string; project_id: string }[]> =>
    rows(`SELECT id, project_id FROM tasks WHERE status IN (${states}) ORDER BY ordinal`);

  async function newProject(dice: Dice): Promise<boolean> {
    const unfinished = new Set((await tasksIn(`'queued', 'running'`)).map((task) => task.project_id));
    const recording = recordings[used];
    if (unfinished.size >= MOST_UNFINISHED || !recording) return false;
    const created = await ask('POST', '/api/projects', { title: `Talk ${used}` });
    if (created?.status !== 201) return false;
    used++;
    const { id } = created.body as { id: string };
    stage.witness.watch(id);
    // Whoever uploads tries again.
    while ((await ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, recording))?.status !== 202) {
      if (!(await isEmpty(id))) break;
      await wait(200);
    }
    if (dice.throw() < 0.8) await generate(dice, id);
    return true;
  }

  const isEmpty = async (projectId: string): Promise<boolean> =>
    (await rows(`SELECT project_id AS id, project_id FROM sources WHERE project_id = '${projectId}'`)).length === 0;

  async function generate(dice: Dice, projectId: string | undefined): Promise<boolean> {
    if (projectId === undefined) return false;
    const types = Object.keys(contentTypes).filter(() => dice.throw() < 0.4);
    // The same question in another run is paid for anew; so that none counts as asked twice, each is another one.
    const request = { types: types.length > 0 ? types : ['blog'], instructions: `As number ${++asked}.` };
    const answer = await ask('POST', `/api/projects/${projectId}/generate`, request);
    return answer?.status === 202;
  }

  const anyProject = async (dice: Dice): Promise<string | undefined> =>
    dice.one(await rows('SELECT project_id AS id, project_id FROM sources ORDER BY uploaded_at'))?.id;

  async function change(dice: Dice, states: string, what: 'cancel' | 'retry'): Promise<boolean> {
    const task = dice.one(await tasksIn(states));
    return task !== undefined && (await ask('POST', `/api/tasks/${task.id}/${what}`))?.status === 202;
  }

  async function edit(dice: Dice): Promise<boolean> {
    const drafts = await rows('SELECT DISTINCT type AS id, project_id FROM content_versions ORDER BY project_id, type');
    const draft = dice.one(drafts);
    if (!draft) return false;
    const path = `/api/projects/${draft.project_id}/contents/${draft.id}`;
    const before = (await ask('GET', path))?.body as Content | undefined;
    if (!before) return false;
    const body = `${before.body}\n\nBy hand, ${++asked}.`;
    return (await ask('PUT', path, { body }, { 'if-match': `"${before.version}"` }))?.status === 200;
  }

  return [
    { name: 'project', weight: 6, done: newProject },
    { name: 'drafts asked for', weight: 4, done: async (dice) => generate(dice, await anyProject(dice)) },
    { name: 'cancel', weight: 1, done: (dice) => change(dice, `'queued', 'running'`, 'cancel') },
    { name: 'retry', weight: 3, done: (dice) => change(dice, `'failed', 'cancelled'`, 'retry') },
    { name: 'edit by hand', weight: 2, done: edit },
  ];
}
