/** Cancel means stop: it ends the programs that a step started, what these started themselves, and requests to vendors. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programs } from '../support/programs.js';
import { processesOf } from '../support/starter.js';
import { until } from '../support/until.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { setStage } from './scene.js';
import type { Call } from './vendor.js';

/** The contract says 2 s. This is longer, so that on a busy machine it is only a bound against hanging. */
const BOUND_MS = 10_000;

let stage: Stage;
let folder: string;
let recording: Uint8Array;

beforeAll(async () => {
  recording = (await makeRecordings(1, 25))[0] ?? new Uint8Array();
  folder = await mkdtemp(join(tmpdir(), 'devreel-cancel-'));
  stage = await setStage({ FFMPEG_PATH: await wrappedFfmpeg(), AI_TIMEOUT_SECONDS: '600' });
  await stage.world.startWorker();
});
afterAll(async () => {
  await stage.end();
  await rm(folder, { recursive: true });
});

const slow = () => join(folder, 'slow');

/** As a distribution's wrapper may be: a script that stays, whose child is the real one. While `slow` is there screenshots take ten minutes. */
async function wrappedFfmpeg(): Promise<string> {
  const path = join(folder, 'ffmpeg-wrapped');
  const { ffmpeg } = programs();
  const endless = `'${ffmpeg}' -nostdin -v error -re -f lavfi -i testsrc=duration=600 -f null -`;
  const choice = `if [ -e '${slow()}' ]; then case "$*" in *thumbnails*) ${endless}; exit $?;; esac; fi`;
  await writeFile(path, `#!/bin/sh\n${choice}\n'${ffmpeg}' "$@"\nexit $?\n`);
  await chmod(path, 0o755);
  return path;
}

const endless = () => processesOf(stage.world.dataDir).filter(({ command }) => command.includes('testsrc'));

async function cancel(projectId: string, key: string): Promise<void> {
  const task = await stage.person.task(projectId, key);
  expect((await stage.person.ask('POST', `/api/tasks/${task?.id ?? ''}/cancel`)).status).toBe(202);
}

/** The first question of this kind. */
const asked = (kind: Call['kind']) => stage.vendor.journal.find((call) => call.kind === kind);

test('of screenshots: ffmpeg is gone, and what its wrapper was; of a transcript: the recogniser is left alone', async () => {
  stage.vendor.fault = () => 'never';
  await writeFile(slow(), '');
  const id = await stage.project();
  await stage.fill(id, recording, { draft: false });
  await until('ffmpeg and the recogniser to be at work', () => asked('sound') && endless().length > 0);
  await cancel(id, 'screenshots');
  await until('ffmpeg to be gone', () => endless().length === 0, BOUND_MS);
  await cancel(id, 'transcribe');
  await until('the recogniser to be left alone', () => asked('sound')?.givenUp, BOUND_MS);
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'transcribe')).toMatchObject({ status: 'cancelled' });
  await rm(slow());
});

test('of a draft: the writer is left alone', async () => {
  stage.vendor.fault = ({ kind }) => (kind === 'draft' ? 'never' : null);
  const id = await stage.project();
  await stage.fill(id, recording, { captions: true });
  await until('the writer to be asked', () => asked('draft'));
  await cancel(id, 'draft:blog');
  await until('the writer to be left alone', () => asked('draft')?.givenUp, BOUND_MS);
  await nothingIsLost(stage);
  expect(await stage.person.task(id, 'draft:blog')).toMatchObject({ status: 'cancelled' });
});
