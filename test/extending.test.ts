/** What docs/extending.md says, done by its very text in a copy, which is then compiled, built, tested and run. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Content } from '../src/contract/content.js';
import type { ExtendedCopy } from './support/extended-copy.js';
import { createExtendedCopy } from './support/extended-copy.js';
import type { Person } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let copy: ExtendedCopy;
let world: World;
let person: Person;

beforeAll(async () => {
  copy = await createExtendedCopy('A content type');
  await copy.build();
  world = await createWorld({}, { root: copy.root });
  const [web] = await Promise.all([world.startWeb(), world.startWorker()]);
  person = await world.signUp(web);
}, 300_000);

afterAll(async () => {
  await world.end();
  await copy.remove();
});

test('it compiles, and the tests that walk the tables find nothing amiss', { timeout: 600_000 }, async () => {
  await Promise.all([copy.compile(), copy.test('test/unit/content-types.test.ts')]);
});

describe('a content type', () => {
  test('is one file and one line', () => {
    expect(copy.touched.get('A content type')).toEqual([
      'src/content/types/talk-card.ts',
      'src/content/content-types.ts',
    ]);
  });

  test('is offered, and its draft is written', async () => {
    const { body } = await person.ask('GET', '/api/content-types');
    expect(body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: 'talkCard' })]) as unknown,
    });
    const { id } = await person.createProject();
    await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(6));
    await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
    await person.ask('POST', `/api/projects/${id}/generate`, { types: ['talkCard'] });
    await person.taskIn(id, 'draft:talkCard', ['succeeded']);
    const draft = (await person.ask('GET', `/api/projects/${id}/contents/talkCard`)).body as Content;
    expect(draft.body).toContain('without a language model');
  });
});
