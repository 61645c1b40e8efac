/** What processes do with their settings before they touch anything: spawned as they are built, with nothing around them. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSettings } from '../src/settings/env.js';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'devreel-settings-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Runs a program of the server in a folder of its own to its end. */
function run(program: string, env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const own = { PATH: process.env['PATH'], HOME: dir, ...env };
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/server', program)], { cwd: dir, env: own });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

/** What each line of the complaint begins with, up to the first space. */
const named = (stderr: string): (string | undefined)[] =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim().split(' ')[0]);

describe('every fault is told at once', () => {
  const wrong = { PORT: 'abc', TRANSCRIBER: 'openai', HOST: '0.0.0.0', PROJECT_BUDGET_USD: '1' };
  const between = ['PORT', 'PUBLIC_URL', 'TRANSCRIBER', 'PROJECT_BUDGET_USD'];

  test.each([
    ['check-settings.js', between],
    ['worker.js', [...between, 'DATABASE_URL', 'REDIS_URL']],
    ['main.js', [...between, 'DATABASE_URL', 'REDIS_URL', 'AUTH_SECRET']],
  ])('by %s', async (program, expected) => {
    const { code, stderr } = await run(program, wrong);
    expect([code, named(stderr)]).toEqual([78, expected]);
  });

  test('and each once: of what a wrong value was meant to say nothing is said', async () => {
    const env = {
      HOST: '0.0.0.0',
      PUBLIC_URL: 'here',
      DATABASE_URL: 'here',
      AUTH_SECRET: 'short',
      TRANSCRIBER: 'openai',
      OPENAI_BASE_URL: 'here',
      PROJECT_BUDGET_USD: '1',
      PRICES: '{',
    };
    const { code, stderr } = await run('main.js', env);
    const own = ['PUBLIC_URL', 'DATABASE_URL', 'AUTH_SECRET', 'OPENAI_BASE_URL', 'PRICES'];
    expect([code, named(stderr)]).toEqual([78, [...own, 'REDIS_URL']]);
  });
});

test.each([
  ['PUBLIC_URL', 'https://example.org/devreel'],
  ['PUBLIC_URL', 'https://example.org/?a=1'],
  ['PUBLIC_URL', 'https://example.org#top'],
  ['PUBLIC_URL', 'https://ada:secret@example.org'],
  ['PORT', ' '],
  ['DRAIN_SECONDS', '\t'],
  ['TRUST_PROXY', 'loopback'],
  ['TRUST_PROXY', '-1'],
  ['TRUST_PROXY', '1.5'],
])('%s=%s is refused', async (name, value) => {
  const { code, stderr } = await run('check-settings.js', { [name]: value });
  expect([code, named(stderr)]).toEqual([78, [name]]);
});

test('an address of a host, with or without a slash behind it, is taken', async () => {
  for (const address of ['https://example.org', 'https://example.org:8443/']) {
    expect((await run('check-settings.js', { PUBLIC_URL: address })).code).toBe(0);
  }
});

describe('what cannot be used ends a process with 78, and is named', () => {
  const services = { DATABASE_URL: 'postgres://127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1' };

  test.each([
    ['main.js', 'HOST', '192.0.2.1'],
    ['main.js', 'DATA_DIR', '/dev/null'],
    ['worker.js', 'DATA_DIR', '/dev/null'],
    ['worker.js', 'FFMPEG_PATH', '/nonexistent'],
  ])('%s: %s=%s', async (program, name, value) => {
    const env = { ...services, AUTH_SECRET: 'a test needs no better one than this', [name]: value };
    const { code, stderr } = await run(program, env);
    expect(code).toBe(78);
    for (const said of [name, value]) expect(stderr).toContain(said);
  });
});

describe('the keys for the bucket', () => {
  /** What the bucket is signed to with by a worker whose `.env` has these lines, and with these variables. */
  async function signedWith(lines: string[], env: Record<string, string>): Promise<string | undefined> {
    const asked: (string | undefined)[] = [];
    const bucket = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    });
    await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
    const { port } = bucket.address() as AddressInfo;
    const services = ['DATABASE_URL=postgres://127.0.0.1/x', 'REDIS_URL=redis://127.0.0.1', 'S3_BUCKET=talks'];
    const own = ['AWS_EC2_METADATA_DISABLED=true', `S3_ENDPOINT=http://127.0.0.1:${port}`];
    await writeFile(join(dir, '.env'), [...services, ...own, ...lines].join('\n'));
    const { code } = await run('worker.js', { S3_FORCE_PATH_STYLE: '1', ...env });
    bucket.close();
    expect(code).toBe(78);
    return /Credential=(\w+)\//.exec(asked[0] ?? '')?.[1];
  }
  const inFile = ['AWS_ACCESS_KEY_ID=fromTheFile', 'AWS_SECRET_ACCESS_KEY=secret'];

  test('come from .env', async () => {
    expect(await signedWith(inFile, {})).toBe('fromTheFile');
  });

  test('and the environment wins', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'fromOutside', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(await signedWith(inFile, env)).toBe('fromOutside');
  });
});

test.each([
  [{}, 'open'],
  [{ HOST: '::1', PUBLIC_URL: 'http://localhost:3000' }, 'open'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'http://127.0.0.1:3000' }, 'invite'],
  // A proxy on this machine carries the world in.
  [{ HOST: '127.0.0.1', PUBLIC_URL: 'https://devreel.example.org' }, 'invite'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://devreel.example.org', SIGN_UP: 'open' }, 'open'],
])('with %j sign-up is %s', (variables, expected) => {
  expect(readSettings(variables).signUp).toBe(expected);
});
