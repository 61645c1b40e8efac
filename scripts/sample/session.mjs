/** A signed-in session with the running server: by an API key, or, on this machine, as its local owner. */
import { join } from 'node:path';
import { readRecord } from '../embedded/files.mjs';
import { ROOT } from '../embedded/prepare.mjs';
import { Trouble } from '../embedded/processes.mjs';

const NOT_RUNNING = 'No running Devreel was found: start it with npm start, or give DEVREEL_URL and DEVREEL_API_KEY.';

/**
 * @param {string} dataDir of the server on this machine
 * @param {{url?: string, key?: string}} given another server
 * @returns {Promise<{url: string, ask: (method: string, path: string, body?: BodyInit | object) => Promise<any>}>}
 *   `ask` answers parsed JSON @throws {Trouble} where there is no server, or it refuses
 */
export async function openSession(dataDir, { url, key }) {
  if (url && key) return sessionWith(url.replace(/\/+$/, ''), { authorization: `Bearer ${key}` });
  const running = readRecord(join(dataDir, 'running.json'));
  if (!running) throw new Trouble(NOT_RUNNING);
  return sessionWith(running.url, { cookie: await signIn(running), origin: new URL(running.url).origin });
}

function sessionWith(url, headers) {
  return {
    url,
    async ask(method, path, body) {
      const json = body !== undefined && body.constructor === Object;
      const sent = { method, headers: { ...headers, ...(json ? { 'content-type': 'application/json' } : {}) } };
      if (body !== undefined) sent.body = json ? JSON.stringify(body) : body;
      const answer = await fetch(url + path, sent).catch((error) => {
        throw new Trouble(`${NOT_RUNNING} (${error.cause?.message ?? error.message})`);
      });
      const said = answer.headers.get('content-type')?.includes('json') ? await answer.json() : await answer.text();
      if (!answer.ok) throw new Trouble(`${method} ${path}: ${answer.status} ${said.detail ?? ''}`);
      return said;
    },
  };
}

/** Signs in by a sign-in link, made in the same way as the one that `npm start` prints. */
async function signIn({ url, databaseUrl }) {
  const { openAuthPool } = await import(join(ROOT, 'dist', 'server', 'auth', 'auth.js'));
  const { createSignInToken } = await import(join(ROOT, 'dist', 'server', 'auth', 'sign-in-links.js'));
  const pool = openAuthPool(databaseUrl);
  try {
    const token = await createSignInToken(pool).catch(() => {
      throw new Trouble(NOT_RUNNING);
    });
    const answer = await fetch(`${url}/sign-in?token=${token}`, { method: 'POST', redirect: 'manual' });
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  } finally {
    await pool.end();
  }
}
