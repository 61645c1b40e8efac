/** The models that administrators set on the page: what is taken and shown of addresses, and how processes keep up with changes. */
import { describe, expect, test } from 'vitest';
import { changeModelSettings } from '../../src/contract/model-settings.js';
import { withoutPassword } from '../../src/contract/text.js';
import { ModelsInUse } from '../../src/models/models-in-use.js';
import type { Transcriber } from '../../src/outside/recognisers/transcriber.js';
import type { Models } from '../../src/settings/models.js';
import { settableOnPage } from '../../src/settings/on-page.js';
import { shape } from '../../src/settings/shape.js';
import { OpenModels } from '../../src/worker/open-models.js';

describe('an address', () => {
  test('with a name or a password is not taken', () => {
    const faultsOf = (value: string) => changeModelSettings.safeParse({ OPENAI_BASE_URL: value }).error?.issues ?? [];
    expect(faultsOf('https://ada:secret@models.example.org/v1')[0]?.message).toContain('Leave name and password out');
    expect(faultsOf('https://ada@models.example.org/v1')).toHaveLength(1);
    expect(faultsOf('https://models.example.org/v1')).toEqual([]);
    // Keys are no addresses, whatever they look like.
    expect(changeModelSettings.safeParse({ OPENAI_API_KEY: 'x://a:b@c' }).success).toBe(true);
  });

  test('of the environment is shown without them', () => {
    expect(withoutPassword('https://ada:secret@models.example.org/v1')).toBe('https://models.example.org/v1');
    expect(withoutPassword('http://127.0.0.1:11434/v1')).toBe('http://127.0.0.1:11434/v1');
  });
});

test('two that look at the same time after a change find the same', async () => {
  const onPage = settableOnPage(shape.parse({}), () => false);
  let version = 'one';
  const rows = () => Promise.resolve([{ version, sealed: Buffer.from('sealed by another') }]) as Promise<never>;
  const inUse = new ModelsInUse({ query: rows }, { onPage, authSecret: 's'.repeat(32), leaseMs: 1_000 });
  const before = await inUse.now();
  version = 'two';
  const [first, second] = await Promise.all([inUse.now(), inUse.now()]);
  expect(first).not.toBe(before);
  expect(second).toBe(first);
});

describe('a worker', () => {
  const settings = { dataDir: '', aiTimeoutMs: 1_000, aiConcurrency: 1, projectBudgetUsd: null };
  const transcriber: Transcriber = {
    identity: 'ears',
    limits: { maxBytes: 1, maxMs: 1, concurrency: 1, format: 'mp3' },
    prepare: () => Promise.resolve(),
    recognise: () => Promise.reject(new Error('Nobody speaks.')),
  };
  let opened: string[];

  const modelsWith = (mark: string, open: () => Promise<Transcriber>): Models => ({
    writer: null,
    seer: null,
    embedder: null,
    recogniser: {
      pricedModel: null,
      download: null,
      mark,
      open: () => {
        opened.push(mark);
        return open();
      },
      tryOut: () => Promise.resolve(),
    },
  });

  test('opens what has changed once, also for two tasks that begin together', async () => {
    opened = [];
    let models = modelsWith('one', () => Promise.resolve(transcriber));
    const open = new OpenModels({ now: () => Promise.resolve(models) }, settings);
    await open.now();
    models = modelsWith('two', () => Promise.resolve(transcriber));
    await Promise.all([open.now(), open.now()]);
    expect(opened).toEqual(['one', 'two']);
  });

  test('opens anew what could not be opened', async () => {
    opened = [];
    const answers = [() => Promise.reject(new Error('No disk')), () => Promise.resolve(transcriber)];
    const models = modelsWith('one', () => answers.shift()?.() ?? Promise.resolve(transcriber));
    const open = new OpenModels({ now: () => Promise.resolve(models) }, settings);
    await expect(open.now()).rejects.toThrow('No disk');
    expect(await open.now()).toMatchObject({ transcriber });
  });

  test('outlasts a short outage of the database when it looks for changes', async () => {
    opened = [];
    const models = modelsWith('one', () => Promise.resolve(transcriber));
    let looks = 0;
    const now = () =>
      ++looks === 1
        ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
        : Promise.resolve(models);
    expect(await new OpenModels({ now }, settings).now()).toMatchObject({ transcriber });
    expect(looks).toBe(2);
  });
});
