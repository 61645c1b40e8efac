/** Pictures that a language model looks at, with a chat server that answers, and what its answers are counted as. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import { likelyPictureTokens } from '../../src/outside/language-model/pictures.js';
import type { Given } from '../../src/steps/step.js';
import { run as slides } from '../../src/steps/slides/run.js';
import { refuses, says, startChatServer } from '../support/chat-server.js';
import { programs } from '../support/programs.js';
import { createBench } from '../support/tools.js';

const SEEN = { kind: 'slide', text: 'Git hooks', code: null, language: 'en', alt: 'A slide about Git hooks.' };
const shot = { index: 0, atMs: 0, sinceMs: 0, key: 'shot', width: 160, height: 90, distinct: true };

test('a transcript that comes between two attempts of a task has no picture looked at again; a language that is set has', async () => {
  const server = await startChatServer();
  const bench = await createBench('', { screenshots: [shot] as Given['screenshots'] });
  try {
    server.behave(says(JSON.stringify(SEEN)));
    const jpeg = join(bench.folder, 'made.jpg');
    const still = ['-v', 'error', '-f', 'lavfi', '-i', 'color=white:s=160x90', '-frames:v', '1', jpeg];
    execFileSync(programs().ffmpeg, still);
    await bench.tools.storage.put(shot.key, jpeg);
    const writer = { baseUrl: server.baseUrl, apiKey: '', model: 'gpt-5.4-mini' };
    bench.tools.seer = createWriter({ writer, aiTimeoutMs: 10_000, aiConcurrency: 4 });
    const attempt = () => slides({ ...bench.task, key: 'slides' }, bench.tools);

    expect(await attempt()).toMatchObject({ kind: 'done', result: { pictures: [{ alt: SEEN.alt }] } });
    expect(server.requests).toHaveLength(1);
    bench.tools.given.transcript = {
      language: 'de-DE',
      source: 'captions',
      coverage: 1,
      missing: [],
      durationMs: 9_000,
      segments: [],
    };
    await attempt();
    expect(server.requests).toHaveLength(1);
    bench.tools.given.language = 'de';
    await attempt();
    expect(server.requests).toHaveLength(2);
  } finally {
    await bench.remove();
    await server.stop();
  }
});

test('what a model saw of pictures that OCR breaks down on is kept', async () => {
  const server = await startChatServer();
  const shots = ['one', 'two'].map((key, index) => ({ ...shot, key, index, atMs: index * 3_000 }));
  const bench = await createBench('', { screenshots: shots, language: 'en' });
  try {
    server.behave(says(JSON.stringify(SEEN)), refuses(400, { message: 'The picture is no picture' }));
    const jpeg = join(bench.folder, 'made.jpg');
    const still = ['-v', 'error', '-f', 'lavfi', '-i', 'color=white:s=160x90', '-frames:v', '1', jpeg];
    execFileSync(programs().ffmpeg, still);
    for (const { key } of shots) await bench.tools.storage.put(key, jpeg);
    bench.tools.ocr = {
      prepare: () => Promise.resolve('eng'),
      read: () => Promise.resolve({ kind: 'over', limit: 'memory' }),
    };
    const writer = { baseUrl: server.baseUrl, apiKey: '', model: 'gpt-5.4-mini' };
    bench.tools.seer = createWriter({ writer, aiTimeoutMs: 10_000, aiConcurrency: 1 });
    const outcome = await slides({ ...bench.task, key: 'slides' }, bench.tools);
    expect(outcome).toMatchObject({ kind: 'partial', coverage: 0.5 });
    const { pictures } = (outcome as { result: { pictures: { text: string; alt: string }[] } }).result;
    expect(pictures.map(({ text }) => text).toSorted()).toEqual(['', SEEN.text]);
    expect(pictures.map(({ alt }) => alt)).toContain(SEEN.alt);
  } finally {
    await bench.remove();
    await server.stop();
  }
});

test('what a picture counts follows the model’s own name, not letters within it', () => {
  expect(likelyPictureTokens('gpt-5-mini')).toBe(likelyPictureTokens('o4-mini-2025-04-16'));
  expect(likelyPictureTokens('google/gemini-2.5-pro')).toBe(likelyPictureTokens('claude-sonnet-4-5'));
  expect(likelyPictureTokens('google/gemini-2.5-pro')).not.toBe(likelyPictureTokens('gpt-5-mini'));
});
