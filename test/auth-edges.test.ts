/** What keeps others out: the guard on every route, limits, origins, and starting together. */
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOf } from '../src/http/secrets.js';
import {
  dropDatabase,
  expectProblem,
  logged,
  openDatabase,
  password,
  query,
  startAuthApp,
} from './support/auth-app.js';
import type { AuthApp, Sent } from './support/auth-app.js';

let devreel: AuthApp;
const send = (method: string, path: string, sent?: Sent) => devreel.send(method, path, sent);
const signUp = () => devreel.signUp();

beforeAll(async () => {
  await openDatabase();
  devreel = await startAuthApp();
});

afterAll(async () => {
  await devreel.close();
  await dropDatabase();
});

describe('where it is open to the world', () => {
  test.each(['invite', 'closed'])('SIGN_UP=%s makes no account', async (mode) => {
    const closed = await startAuthApp({ signUp: mode });
    const json = { email: 'eve@example.org', password, name: 'Eve' };
    await expectProblem(await closed.send('POST', '/api/auth/sign-up/email', { json }), 403, 'sign_up_closed');
    expect(await closed.accounts.findByEmail(json.email)).toBeNull();
    await closed.close();
  });

  test('cookies are Secure, and guessing passwords is slowed down for one address, whatever it claims to be', async () => {
    const world = await startAuthApp({ publicUrl: 'https://devreel.example.org' });
    const { email } = await signUp();
    await query('DELETE FROM auth."rateLimit"');
    const attempt = (n: number) =>
      world.send('POST', '/api/auth/sign-in/email', {
        // At an account each, since guesses at one are slowed down, too.
        json: n === 0 ? { email, password } : { email: `${randomUUID()}@example.org`, password: `guess ${n}` },
        headers: { 'x-devreel-client-ip': `9.9.9.${n}`, 'x-forwarded-for': `9.9.9.${n}` },
      });
    expect((await attempt(0)).headers.getSetCookie()[0]).toMatch(/^__Secure-devreel\.session_token=.*; Secure/);
    for (let n = 1; n < 20; n++) expect((await attempt(n)).status).toBe(401);
    const refused = await attempt(21);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectProblem(refused, 429, 'too_many_requests');
    await world.close();
  });

  test('behind a proxy that is believed, each address guesses for itself', async () => {
    const world = await startAuthApp({ publicUrl: 'https://devreel.example.org', trustProxy: 1 });
    await query('DELETE FROM auth."rateLimit"');
    const guess = (from: string) =>
      world.send('POST', '/api/auth/sign-in/email', {
        json: { email: `${randomUUID()}@example.org`, password: 'a guess, no more' },
        headers: { 'x-forwarded-for': `9.9.9.${Math.random()}, ${from}` },
      });
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 30) statuses.push((await guess('1.1.1.1')).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess('2.2.2.2')).status).toBe(401);
    await world.close();
  });
});

test('a client that guesses at many accounts waits, each time twice as long; who comes in takes their misses back, and a link by mail lets in', async () => {
  const world = await startAuthApp({ trustProxy: 1 });
  const { email, id } = await signUp();
  const attempt = (as: string, secret: string, from = '3.3.3.3') =>
    world.send('POST', '/api/auth/sign-in/email', {
      json: { email: as, password: secret },
      headers: { 'x-forwarded-for': from },
    });
  const guess = async (at = `${randomUUID()}@example.org`) => (await attempt(at, 'a guess, no more')).status;
  const change = (what: string) => query(`UPDATE guesses SET ${what} WHERE key = 'client:3.3.3.3'`);
  const counted = () =>
    query(
      `SELECT count, extract(epoch FROM paused_until - at)::int AS pause FROM guesses WHERE key = 'client:3.3.3.3'`,
    );
  expect([await guess(), await guess(email), await guess(email.toUpperCase())]).toEqual([401, 401, 401]);
  expect((await attempt(email, password)).status).toBe(200);
  expect(await counted()).toEqual([{ count: 1, pause: null }]);
  await change('count = 98');
  expect([await guess(), await counted()]).toEqual([401, [{ count: 99, pause: null }]]);
  expect([await guess(), await counted()]).toEqual([401, [{ count: 100, pause: 60 }]]);
  const refused = await attempt(email, password);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await expectProblem(refused, 429, 'too_many_requests');
  expect((await attempt(email, password, '4.4.4.4')).status).toBe(200);
  for (const [count, pause] of [
    [101, 120],
    [102, 240],
  ]) {
    await change('paused_until = now()');
    expect([await guess(), await counted()]).toEqual([401, [{ count, pause }]]);
  }
  await change('paused_until = now()');
  expect((await attempt(email, password)).status).toBe(200);
  expect(await counted()).toEqual([{ count: 102, pause: null }]);
  expect([await guess(), await counted()]).toEqual([401, [{ count: 103, pause: 480 }]]);
  const token = randomUUID();
  await query(
    "INSERT INTO auth.password_resets (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')",
    [hashOf(token), id],
  );
  const next = 'seven green umbrellas';
  expect((await world.send('POST', '/api/auth/reset', { json: { token, password: next } })).status).toBe(204);
  expect([(await attempt(email, next)).status, await guess(), await counted()]).toEqual([
    200,
    429,
    [{ count: 103, pause: 480 }],
  ]);
  await world.close();
});

describe('every route', () => {
  test('answers the signed-out with 401, and forged cookies too', async () => {
    const { cookie } = await signUp();
    for (const path of ['/api/me', '/api/api-keys', '/api/probe']) {
      const refused = await send('GET', path);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      await expectProblem(refused, 401, 'unauthorized');
      await expectProblem(await send('GET', path, { cookie: `${cookie.slice(0, -8)}AAAAAA%3D` }), 401, 'unauthorized');
    }
  });

  test('takes no orders from other sites’ pages', async () => {
    const { cookie } = await signUp();
    const write = (headers: Record<string, string>) =>
      send('POST', '/api/probe', { cookie, headers, json: { items: [] } });
    const refused: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: devreel.url.replace('127.0.0.1', 'localhost') },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of refused) {
      await expectProblem(await write(headers), 403, 'cross_origin');
      const out = await send('POST', '/api/auth/sign-out', { cookie, headers });
      await expectProblem(out, 403, 'cross_origin');
      expect(devreel.accounts.originAllowed(headers)).toBe(false);
    }
    expect((await write({})).status).toBe(201);
    expect((await write({ origin: devreel.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await send('GET', '/api/me', { cookie, headers: { origin: 'https://evil.example' } })).status).toBe(200);
  });

  test('refuses with a problem that gives nothing internal away', async () => {
    const { cookie } = await signUp();
    await expectProblem(await send('GET', '/api/nowhere?token=secret'), 404, 'not_found');
    await expectProblem(await send('GET', '/api/%FF'), 404, 'not_found');
    const bodies: [unknown, number, string][] = [
      ['{"items":', 400, 'invalid_json'],
      [{ items: ['x'.repeat(2_000)] }, 413, 'payload_too_large'],
    ];
    for (const [json, status, code] of bodies) {
      await expectProblem(await send('POST', '/api/probe', { cookie, json }), status, code);
    }
    const wrong = await expectProblem(
      await send('POST', '/api/probe', { cookie, json: { items: [1] } }),
      422,
      'invalid_request',
    );
    expect(wrong.errors?.map(({ path }) => path)).toEqual(['items.0']);
    const crash = await expectProblem(await send('GET', '/api/probe/crash'), 500, 'internal');
    expect(JSON.stringify(crash)).not.toContain('hunter2');
    expect(logged.join('\n')).toContain('GET /api/probe/crash: Error: password=hunter2');
  });

  test('pages asked for under another name of this machine are sent to the public one', async () => {
    const { port } = new URL(devreel.url);
    const ask = (host: string, path: string) =>
      new Promise<[number | undefined, string | undefined]>((done, failed) => {
        httpRequest(devreel.url + path, { headers: { host } }, (answer) => {
          answer.resume();
          done([answer.statusCode, answer.headers.location]);
        })
          .on('error', failed)
          .end();
      });
    expect(await ask(`localhost:${port}`, '/projects/1?tab=x')).toEqual([307, `${devreel.url}/projects/1?tab=x`]);
    expect(await ask(`[::1]:${port}`, '//evil.example')).toEqual([307, `${devreel.url}//evil.example`]);
    expect(await ask(`127.0.0.1:${port}`, '/')).toEqual([404, undefined]);
    expect(await ask('devreel.example.org', '/')).toEqual([404, undefined]);
    expect(await ask(`localhost:${port}`, '/api/me')).toEqual([401, undefined]);
    expect(await ask(`localhost:${port}`, '/healthz')).toEqual([404, undefined]);
  });
});

test('processes that start at the same moment on an empty database share the work', async () => {
  await query('DROP SCHEMA auth CASCADE');
  const several = await Promise.all([startAuthApp(), startAuthApp(), startAuthApp()]);
  const links = await Promise.all(several.map(({ accounts }) => accounts.createSignInLink()));
  expect(new Set(links).size).toBe(3);
  expect(await query('SELECT email FROM auth."user"')).toEqual([{ email: 'owner@devreel.local' }]);
  await Promise.all(several.map((one) => one.close()));
});
