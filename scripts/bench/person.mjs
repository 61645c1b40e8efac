/** Somebody who uses a Devreel over HTTP. */
import { Blob } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { ReadableStream } from 'node:stream/web';
import { setTimeout as wait } from 'node:timers/promises';

/** A new account; the cookie of its session. */
export async function signUp(url) {
  const person = { email: `${randomUUID()}@example.com`, password: `${randomUUID()} it is`, name: 'Somebody' };
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(person),
  });
  if (!response.ok) throw new Error(`Nobody could sign up: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Returns `ask(method, path, body)`: bytes and texts go as they are, all else as JSON. Throws what was refused. */
export const askerOf =
  (url, cookie) =>
  async (method, path, body, more = {}) => {
    const isRaw = typeof body === 'string' || [Uint8Array, ReadableStream, Blob].some((raw) => body instanceof raw);
    const type = isRaw || body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, ...type, ...more },
      body: isRaw || body === undefined ? body : JSON.stringify(body),
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.headers.get('content-type')?.includes('json') ? response.json() : response.text();
  };

/** Waits until no task of the project is under way. Returns its tasks; throws where one failed. */
export async function done(ask, projectId, everyMs = 50) {
  for (;;) {
    const { tasks } = await ask('GET', `/api/projects/${projectId}`);
    const failed = tasks.find(({ status }) => status === 'failed' || status === 'cancelled');
    if (failed) throw new Error(`${failed.key} is ${failed.status}: ${failed.error?.message}`);
    if (tasks.length > 1 && tasks.every(({ status }) => status === 'succeeded')) return tasks;
    await wait(everyMs);
  }
}
