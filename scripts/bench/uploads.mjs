/** A large upload against a bare server of Node's that writes the bytes to a file and hashes them. */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../embedded/ports.mjs';
import { askerOf, signUp } from './person.mjs';

const MB = 1e6;
const SIZES = { '300 MB': 300 * MB, '1 GB': 1_000 * MB };
const FLOOR = new URL('./floor-uploads.mjs', import.meta.url).pathname;
const CHUNK = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x01, 0, 0, 0]), randomBytes(MB - 8)]);

export async function measure(place, rounds) {
  const figures = [];
  for (const [name, size] of Object.entries(SIZES)) figures.push(...(await measureSize(place, rounds, name, size)));
  return figures;
}

async function measureSize(place, rounds, name, size) {
  const [ours, floor] = [await openOurs(place), await openFloor(place)];
  const rates = { ours: [], floor: [] };
  const answers = { ours: [], floor: [] };
  const memory = { ours: [], floor: [] };
  const before = { ours: ours.memory().most, floor: floor.memory().most };
  // The first round is for the compilers.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [side, server] of Object.entries({ floor, ours })) {
      const { seconds, answerMs } = await server.upload(size);
      if (round === 0) continue;
      rates[side].push(size / MB / seconds);
      answers[side].push(answerMs);
      memory[side].push(server.memory().most - before[side]);
    }
  }
  await ours.close();
  await floor.close();
  const figure = (what, unit, better, found, limit) => ({ what, unit, better, ...found, limit });
  return [
    figure(`an upload of ${name}`, 'MB/s', 'higher', rates, 'the hash, and the disk'),
    figure(
      `the last byte of ${name} → the answer`,
      'ms',
      'lower',
      answers,
      'what is not on the disk yet, and a transaction',
    ),
    figure(
      `memory that the web process takes in addition for ${name}`,
      'MB',
      'lower',
      memory,
      'parts on their way to the disk, and garbage; the body is never held whole',
    ),
  ];
}

/** Sends the bytes as fast as they are taken. */
function send(url, size, headers) {
  const begunAt = performance.now();
  let lastAt = 0;
  return new Promise((resolve, reject) => {
    const client = request(url, { method: 'PUT', headers: { ...headers, 'content-length': size } }, (response) => {
      const answeredAt = performance.now();
      response.resume();
      if (response.statusCode >= 300) return reject(new Error(`The upload was refused: ${response.statusCode}`));
      response.once('end', () => resolve({ seconds: (answeredAt - begunAt) / 1_000, answerMs: answeredAt - lastAt }));
    });
    client.once('error', reject);
    let left = size;
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
    async upload(size) {
      const { id } = await ask('POST', '/api/projects', { title: 'A talk' });
      const sent = await send(`${web.url}/api/projects/${id}/source?filename=a.webm`, size, {
        cookie,
        origin: web.url,
      });
      await ask('DELETE', `/api/projects/${id}`);
      await ask('DELETE', `/api/bin/${id}`);
      return sent;
    },
    memory: web.memory,
    close: () => web.stop(),
  };
}

async function openFloor(place) {
  const port = await freePort();
  const server = await place.start(FLOOR, { PORT: String(port), FILE: join(place.folder(), 'upload') });
  return {
    upload: (size) => send(`http://127.0.0.1:${port}/`, size, {}),
    memory: server.memory,
    close: server.stop,
  };
}
