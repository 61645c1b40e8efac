/** The recogniser without a key: its model comes once, whole and checked, and whisper.cpp runs in a process of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';
import type { ModelFile } from '../../src/outside/fetch-model.js';
import { modelFile } from '../../src/outside/recognisers/local/models.js';
import { LocalTranscriber } from '../../src/outside/recognisers/local/local-transcriber.js';
import { MACHINES, withoutLibrary } from '../../src/outside/recognisers/local/whisper.js';
import { NoTranscriber } from '../../src/outside/recognisers/transcriber.js';
import type { ModelServer } from '../support/model.js';
import { openLedger } from '../support/open-ledger.js';
import { until } from '../support/until.js';
import { emptyModel, partStored, serveModel, sha256, voiceModelThatHears } from '../support/model.js';

const model = emptyModel();
const { signal } = new AbortController();
const ledger = openLedger();
let dataDir: string;
let server: ModelServer;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'devreel-model-'));
  server = await serveModel(model);
});
afterEach(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true });
});

const transcriber = (
  modelUrl = `${server.url}#sha256=${sha256(model)}`,
  voiceModel: ModelFile | null = null,
): LocalTranscriber =>
  new LocalTranscriber({
    model: 'empty',
    modelUrl,
    voiceModel,
    dataDir,
    timeoutMs: 5_000,
    program: 'dist/server/outside/recognisers/local/whisper-child.js',
  });

const stored = (): Promise<string[]> => readdir(join(dataDir, 'models'));

async function silence(seconds: number): Promise<string> {
  const path = join(dataDir, 'silence.wav');
  const { ffmpeg } = await findFfmpeg();
  const source = ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', String(seconds)];
  execFileSync(ffmpeg, ['-nostdin', '-v', 'error', ...source, path]);
  return path;
}

test('the model is fetched on first use with its size and progress, and kept', async () => {
  const news: string[] = [];
  const shares: number[] = [];
  const options = {
    signal,
    onNews: (line: string) => news.push(line),
    onProgress: (share: number) => shares.push(share),
  };
  await transcriber().prepare(options);
  expect(news).toEqual(['Fetching the speech model (1 MB), this once.']);
  expect(shares.at(-1)).toBe(1);
  expect(await stored()).toEqual(['ggml-empty.bin']);
  expect(await readFile(join(dataDir, 'models', 'ggml-empty.bin'))).toEqual(model);
  await transcriber().prepare({ signal });
  expect(server.ranges).toEqual([null]);
});

test('a fetch that broke off goes on where it stopped', async () => {
  server.breakOffs.push({ afterBytes: 30_000, when: () => partStored(dataDir, 30_000) });
  await expect(transcriber().prepare({ signal })).rejects.toThrow(NoTranscriber);
  const [part] = await stored();
  expect(part).toBe('ggml-empty.bin.part');
  await transcriber().prepare({ signal });
  expect(server.ranges).toEqual([null, 'bytes=30000-']);
  expect(await readFile(join(dataDir, 'models', 'ggml-empty.bin'))).toEqual(model);
});

test('what is missing on a machine is named with what to do, and each machine has its package among the optional ones', async () => {
  const { optionalDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  for (const machine of MACHINES) {
    expect(optionalDependencies).toHaveProperty([`@fugood/node-whisper-${machine}`]);
    expect(withoutLibrary(machine)).toContain(
      `@fugood/node-whisper-${machine}) is not installed: run npm install again`,
    );
  }
  expect(withoutLibrary('freebsd-x64')).toBe('There is no local recogniser for this kind of machine (freebsd-x64).');
});

test('two that want it at once fetch it once', async () => {
  await Promise.all([transcriber().prepare({ signal }), transcriber().prepare({ signal })]);
  expect(server.ranges).toEqual([null]);
});

test('another file than promised is refused and not kept; what nobody vouches for is not fetched', async () => {
  const wrong = transcriber(`${server.url}#sha256=${sha256(Buffer.from('another'))}`);
  await expect(wrong.prepare({ signal })).rejects.toThrow(/is not the file it should be/);
  expect(await stored()).toEqual([]);
  await expect(transcriber(server.url).prepare({ signal })).rejects.toThrow(/add #sha256=/);
  expect(server.ranges).toHaveLength(1);
});

test('without a way to the model people learn what to do instead', async () => {
  await server.stop();
  await expect(transcriber().prepare({ signal })).rejects.toThrow(
    /no captions.*could not be fetched from 127\.0\.0\.1.*Add captions.*key, or the address of a server.*retry/,
  );
  server = await serveModel(model);
});

test('a model that somebody put there is used', async () => {
  await transcriber().prepare({ signal });
  const mine = new LocalTranscriber({
    model: 'mine',
    modelUrl: undefined,
    voiceModel: null,
    dataDir,
    timeoutMs: 1_000,
  });
  await expect(mine.prepare({ signal })).rejects.toThrow();
  await writeFile(join(dataDir, 'models', 'ggml-mine.bin'), model);
  await expect(mine.prepare({ signal })).resolves.toBeUndefined();
});

test('whisper.cpp hears silence with an empty model, with progress', async () => {
  const shares: number[] = [];
  const chunk = { path: await silence(2), startMs: 0, durationMs: 2_000 };
  const onProgress = (share: number): void => void shares.push(share);
  const heard = await transcriber().recognise(chunk, { signal, ledger, language: 'en-GB', onProgress });
  expect(heard).toEqual({ language: 'en', segments: [] });
  expect(shares.length).toBeGreaterThan(0);
  for (const share of shares) expect(share).toBeLessThanOrEqual(1);
});

test('where somebody speaks is told by a model of its own, checked as the other; where nobody does, no words are made up', async () => {
  const chunk = { path: await silence(3), startMs: 0, durationMs: 3_000 };
  const heardWith = async (bytes: Buffer, hex = sha256(bytes)) => {
    const served = await serveModel(bytes);
    const news: string[] = [];
    const file: ModelFile = {
      name: `voices-${hex}.bin`,
      url: served.url,
      hash: { algorithm: 'sha256', hex },
      what: 'the model that tells voices from other sounds',
      maxBytes: 2_000_000,
    };
    const local = transcriber(undefined, file);
    await local.prepare({ signal, onNews: (line) => news.push(line) });
    const heard = await local.recognise(chunk, { signal, ledger });
    await served.stop();
    return { ...heard, news: news.join(' ') };
  };
  const speaking = await heardWith(voiceModelThatHears('speech'));
  expect(speaking.speech).toHaveLength(1);
  expect(speaking.speech?.[0]?.startMs).toBe(0);
  expect(Math.abs((speaking.speech?.[0]?.endMs ?? NaN) - 3_000)).toBeLessThan(100);
  expect(await heardWith(voiceModelThatHears('nothing'))).toMatchObject({ segments: [], speech: [] });
  const without = await heardWith(voiceModelThatHears('speech'), sha256(Buffer.from('another')));
  expect(without).not.toHaveProperty('speech');
  expect(without.news).toContain('So music and noise are listened to as if somebody spoke.');
});

test('a model that whisper.cpp cannot load ends its process, not this one', async () => {
  const broken = Buffer.from('This is no model.'.repeat(1_000));
  await server.stop();
  server = await serveModel(broken);
  const local = transcriber(`${server.url}#sha256=${sha256(broken)}`);
  const chunk = { path: await silence(1), startMs: 0, durationMs: 1_000 };
  await expect(local.recognise(chunk, { signal, ledger })).rejects.toThrow(/local recogniser ended/);
});

test('cancel kills the process at once', async () => {
  const local = transcriber();
  const abort = new AbortController();
  const chunk = { path: await silence(600), startMs: 0, durationMs: 600_000 };
  const heard = local.recognise(chunk, { signal: abort.signal, ledger });
  const runs = (): boolean => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(dataDir);
  await until('the process', runs);
  abort.abort(new Error('cancelled'));
  await expect(heard).rejects.toThrow('cancelled');
  await until('its end', () => !runs());
});

test('published models are known by name, with what they must be', () => {
  expect(modelFile('base', undefined)).toEqual({
    name: 'ggml-base.bin',
    url: 'https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-base.bin',
    hash: { algorithm: 'sha1', hex: '465707469ff3a37a2b9b8d8f89f2f99de7299dac' },
    what: 'the speech model',
    maxBytes: 8_000_000_000,
  });
  expect(modelFile('unheard-of', undefined)).toBeNull();
});
