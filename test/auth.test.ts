/** Accounts as a browser and a script meet them: over HTTP, on a real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  cookieOf,
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

describe('password', () => {
  test('signing up signs in, with a cookie no script can read', async () => {
    const email = `Grace-${randomUUID()}@Example.org`;
    const response = await send('POST', '/api/auth/sign-up/email', { json: { email, password, name: ' Grace ' } });
    const body = (await response.json()) as { user: { id: string } };
    expect(z.uuid().parse(body.user.id)).toBe(body.user.id);
    expect(body).toEqual({
      user: { id: body.user.id, name: 'Grace', email: email.toLowerCase() },
    });
    const [line] = response.headers.getSetCookie();
    expect(line).toMatch(/^devreel\.session_token=/);
    expect(line).toMatch(/; Max-Age=2592000;.*; HttpOnly; SameSite=Lax$/);
    expect(line).not.toContain('Secure');
    const me = await send('GET', '/api/me', { cookie: cookieOf(response) });
    expect(await me.json()).toEqual({
      ...body.user,
      storage: { usedBytes: 0, limitBytes: null },
      hasPassword: true,
      isAdministrator: false,
      administersOnceProved: false,
      emailIsFixed: false,
      newEmail: null,
    });
    expect(await devreel.accounts.findByEmail(email.toUpperCase())).toEqual(body.user);
    expect(await devreel.accounts.findByIds([body.user.id, randomUUID()])).toEqual(
      new Map([[body.user.id, body.user]]),
    );
  });

  test('signing in, in whatever case; a wrong password and an unknown address look the same', async () => {
    const { email, id } = await signUp();
    const again = await send('POST', '/api/auth/sign-in/email', { json: { email: email.toUpperCase(), password } });
    expect(await again.json()).toEqual({ user: { id, email, name: 'Ada' } });
    const wrong = await send('POST', '/api/auth/sign-in/email', { json: { email, password: 'wrong password' } });
    const unknown = await send('POST', '/api/auth/sign-in/email', { json: { email: 'no@example.org', password } });
    const problem = await expectProblem(wrong, 401, 'invalid_email_or_password');
    expect(await expectProblem(unknown, 401, 'invalid_email_or_password')).toEqual(problem);
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  test('what does not make an account says why', async () => {
    const { email } = await signUp();
    const from = (json: unknown) => send('POST', '/api/auth/sign-up/email', { json });
    await expectProblem(await from({ email, password, name: 'Eve' }), 422, 'user_already_exists_use_another_email');
    await expectProblem(
      await from({ email: 'e@example.org', password: 'short', name: 'Eve' }),
      400,
      'password_too_short',
    );
    await expectProblem(await from('{"email":'), 400, 'invalid_json');
    const { errors } = await expectProblem(await from({ email: 'no', password, name: '' }), 422, 'invalid_request');
    expect(errors?.map(({ path }) => path)).toEqual(['email', 'name']);
    await expectProblem(await from({ email: 'owner@devreel.local', password, name: 'Eve' }), 422, 'invalid_request');
    await expectProblem(await send('POST', '/api/auth/delete-user', { json: {} }), 404, 'not_found');
  });

  test('signing out ends the session for every holder of the cookie, and says so', async () => {
    const { cookie } = await signUp();
    const caller = await devreel.accounts.identify({ cookie });
    const out = await send('POST', '/api/auth/sign-out', { cookie });
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie()[0]).toMatch(/^devreel\.session_token=; Max-Age=0/);
    await expectProblem(await send('GET', '/api/me', { cookie }), 401, 'unauthorized');
    expect(await devreel.accounts.identify({ cookie })).toBeNull();
    expect(devreel.ended).toContainEqual({ sessionId: caller?.sessionId });
  });

  test('a session in daily use lives on', async () => {
    const { cookie, id } = await signUp();
    await query(`UPDATE auth.session SET "expiresAt" = now() + interval '20 days' WHERE "userId" = $1`, [id]);
    const used = await send('GET', '/api/me', { cookie });
    expect(used.headers.getSetCookie()[0]).toContain('Max-Age=2592000');
    expect((await send('GET', '/api/me', { cookie })).headers.getSetCookie()).toEqual([]);
    await query(`UPDATE auth.session SET "expiresAt" = now() - interval '1 second' WHERE "userId" = $1`, [id]);
    await expectProblem(await send('GET', '/api/me', { cookie }), 401, 'unauthorized');
  });
});

describe('sign-in link', () => {
  const tokenOf = async () => new URL(await devreel.accounts.createSignInLink()).searchParams.get('token') ?? '';
  const redeem = (token: string, headers?: Record<string, string>) =>
    send('POST', '/sign-in', { json: { token }, ...(headers && { headers }) });

  test('signs in as the local owner, once', async () => {
    const token = await tokenOf();
    const first = await redeem(token);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    const me = await send('GET', '/api/me', { cookie: cookieOf(first) });
    expect(await me.json()).toMatchObject({ name: 'Owner', email: 'owner@devreel.local' });
    const second = await redeem(token);
    expect([second.status, second.headers.get('location')]).toEqual([303, '/sign-in?problem=link_expired']);
    expect(second.headers.getSetCookie()).toEqual([]);
    const stored = await query('SELECT token_hash FROM auth.sign_in_links');
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(logged.join('\n')).not.toContain(token);
  });

  test('of ten at the same moment, one gets in', async () => {
    const token = await tokenOf();
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(token)));
    expect(answers.filter((answer) => answer.headers.get('location') === '/')).toHaveLength(1);
  });

  test('as a form, in the query, too late, and made up', async () => {
    const form = { method: 'POST', redirect: 'manual' } as const;
    const asForm = await fetch(`${devreel.url}/sign-in`, {
      ...form,
      body: new URLSearchParams({ token: await tokenOf() }),
    });
    expect(asForm.headers.get('location')).toBe('/');
    expect((await send('POST', `/sign-in?token=${await tokenOf()}`)).headers.get('location')).toBe('/');
    const late = await tokenOf();
    await query(`UPDATE auth.sign_in_links SET expires_at = now() WHERE used_at IS NULL`);
    for (const token of [late, 'made-up', '']) {
      expect((await redeem(token)).headers.get('location')).toBe('/sign-in?problem=link_expired');
    }
  });

  test('a page of another site cannot redeem one; a form under no-referrer can', async () => {
    const token = await tokenOf();
    await expectProblem(await redeem(token, { origin: 'https://evil.example' }), 403, 'cross_origin');
    await expectProblem(await redeem(token, { origin: 'null' }), 403, 'cross_origin');
    const own = await redeem(token, { origin: 'null', 'sec-fetch-site': 'same-origin' });
    expect(own.headers.get('location')).toBe('/');
  });
});

describe('API key', () => {
  test('is shown once, works until it is deleted, and is nobody else’s to delete', async () => {
    const { cookie, id } = await signUp();
    const made = await send('POST', '/api/api-keys', { cookie, json: { name: 'laptop' } });
    expect(made.status).toBe(201);
    const { key, ...rest } = (await made.json()) as { key: string; id: string; name: string; lastUsedAt: null };
    expect(key).toMatch(/^dr_[\w-]{43}$/);
    const used = await send('GET', '/api/me', { key });
    expect(await used.json()).toMatchObject({ id });
    const listed = (await (await send('GET', '/api/api-keys', { cookie })).json()) as {
      items: { lastUsedAt: string }[];
    };
    const lastUsedAt = z.iso.datetime().parse(listed.items[0]?.lastUsedAt);
    expect(listed).toEqual({ items: [{ ...rest, lastUsedAt }], nextCursor: null });
    await send('GET', '/api/me', { key });
    expect(await (await send('GET', '/api/api-keys', { key })).json()).toEqual(listed);
    const stranger = await signUp();
    await expectProblem(await send('DELETE', `/api/api-keys/${rest.id}`, stranger), 404, 'not_found');
    await expectProblem(await send('DELETE', '/api/api-keys/nonsense', { cookie }), 404, 'not_found');
    expect((await send('DELETE', `/api/api-keys/${rest.id}`, { cookie })).status).toBe(204);
    await expectProblem(await send('GET', '/api/me', { key }), 401, 'unauthorized');
    expect(devreel.ended).toContainEqual({ apiKeyId: rest.id });
  });

  test('makes no further keys, may write from anywhere, and never falls back to the cookie', async () => {
    const { cookie } = await signUp();
    const { key } = (await (await send('POST', '/api/api-keys', { cookie, json: { name: 'ci' } })).json()) as {
      key: string;
    };
    await expectProblem(await send('POST', '/api/api-keys', { key, json: { name: 'x' } }), 403, 'session_required');
    const headers = { origin: 'https://elsewhere.example' };
    expect((await send('POST', '/api/probe', { key, headers, json: { items: [] } })).status).toBe(201);
    for (const authorization of ['Bearer dr_wrong', 'Bearer', 'bearer x']) {
      await expectProblem(await send('GET', '/api/me', { cookie, headers: { authorization } }), 401, 'unauthorized');
    }
    const proxy = { authorization: 'Basic YTpi' };
    expect((await send('GET', '/api/me', { cookie, headers: proxy })).status).toBe(200);
  });
});
