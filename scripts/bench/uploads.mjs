/** A large upload against a bare server of Node's that writes the bytes to a file and hashes them. */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../embedded/ports.mjs';
import { askerOf, signUp } from './person.mjs';

const MB = 1e6;
const SIZE = 300 * MB;
const FLOOR = new URL('./floor-uploads.mjs', import.meta.url).pathname;
const CHUNK = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x01, 0, 0, 0]), randomBytes(MB - 8)]);

export async function measure(place, rounds) {
  const [ours, floor] = [await openOurs(place), await openFloor(place)];
  const rates = { ours: [], floor: [] };
  const answers = { ours: [], floor: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, side] of Object.entries({ floor, ours })) {
      const { seconds, answerMs } = await side.upload();
      if (round === 0) continue;
      rates[name].push(SIZE / MB / seconds);
      answers[name].push(answerMs);
    }
  }
  await ours.close();
  await floor.close();
  return [
    { what: 'an upload of 300 MB', unit: 'MB/s', better: 'higher', ...rates, limit: 'the hash, and the disk' },
    {
      what: 'its last byte → the answer',
      unit: 'ms',
      better: 'lower',
      ...answers,
      limit: 'what is not on the disk yet, and a transaction',
    },
  ];
}

/** Sends the bytes as fast as they are taken. */
function send(url, headers) {
  const begunAt = performance.now();
  let lastAt = 0;
  return new Promise((resolve, reject) => {
    const client = request(url, { method: 'PUT', headers: { ...headers, 'content-length': SIZE } }, (response) => {
      const answeredAt = performance.now();
      response.resume();
      if (response.statusCode >= 300) return reject(new Error(`The upload was refused: ${response.statusCode}`));
      response.once('end', () => resolve({ seconds: (answeredAt - begunAt) / 1_000, answerMs: answeredAt - lastAt }));
    });
    client.once('error', reject);
    let left = SIZE;
    const write = () => {
      while (left > 0) {
        left -= CHUNK.length;
        if (left === 0) return client.end(CHUNK, () => (lastAt = performance.now()));
        if (!client.write(CHUNK)) return client.once('drain', write);
      }
    };
    write();
  });
}

async function openOurs(place) {
  const env = { DATABASE_URL: await place.database(), REDIS_URL: await place.redis(), SIGN_UP: 'open' };
  const web = await place.devreel('main.js', env);
  const cookie = await signUp(web.url);
  const ask = askerOf(web.url, cookie);
  return {
    async upload() {
      const { id } = await ask('POST', '/api/projects', { title: 'A talk' });
      const sent = await send(`${web.url}/api/projects/${id}/source?filename=a.webm`, { cookie, origin: web.url });
      await ask('DELETE', `/api/projects/${id}`);
      await ask('DELETE', `/api/bin/${id}`);
      return sent;
    },
    close: () => web.stop(),
  };
}

async function openFloor(place) {
  const port = await freePort();
  const server = await place.start(FLOOR, { PORT: String(port), FILE: join(place.folder(), 'upload') });
  return { upload: () => send(`http://127.0.0.1:${port}/`, {}), close: server.stop };
}
