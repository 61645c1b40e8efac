import { request } from 'node:http';
import type { Person } from './person.js';
import { noise } from './tus.js';

/** A PUT of a recording that announces more than it sends, and stays open. Resolves to the status of the answer, if there is one. */
export function putSlowly(
  { url, cookie }: Person,
  projectId: string,
): { ended: Promise<number | null>; close(): void } {
  const headers = { cookie, 'content-length': '1000000' };
  const put = request(`${url}/api/projects/${projectId}/source?filename=a.webm`, { method: 'PUT', headers });
  const ended = new Promise<number | null>((resolve) => {
    put.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    put.on('error', () => resolve(null));
    put.on('close', () => resolve(null));
  });
  put.write(noise(20_000));
  return { ended, close: () => put.destroy() };
}
