/** A stand-in for a vendor whose answers take as long as they take: a recogniser, and the careful writer of the measures of quality. */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { startStandIn } from '../quality/stand-in.mjs';

/** The sound that is sent has this many bytes for a millisecond. */
const BYTES_PER_MS = 8;
const LINE_SECONDS = 5;
const SUBJECTS = ['queues', 'locks', 'clocks', 'caches', 'schemas', 'tests', 'logs', 'traces', 'budgets', 'releases'];

/** `hearMs`, `writeMs`: how long it takes to answer about a sound, and a chat. `asked`: all requests, with the time of their arrival. */
export async function startVendor({ hearMs, writeMs }) {
  const writer = await startStandIn();
  const asked = [];
  const server = createServer((request, response) => {
    if (request.method === 'HEAD') return void response.end();
    const isSound = request.url.endsWith('/audio/transcriptions');
    asked.push({ kind: isSound ? 'sound' : 'chat', at: Date.now() });
    const number = asked.length;
    answer().catch((error) => response.destroy(error));

    async function answer() {
      const body = await bodyOf(request);
      await wait(isSound ? hearMs : writeMs);
      if (isSound) return json(response, heard(body.length / BYTES_PER_MS, number));
      const written = await fetch(`${writer.baseUrl}/chat/completions`, { method: 'POST', body });
      response.writeHead(written.status, { 'content-type': 'text/event-stream' });
      response.end(Buffer.from(await written.arrayBuffer()));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await writer.stop();
    },
  };
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function heard(durationMs, number) {
  const segments = Array.from({ length: Math.ceil(durationMs / 1_000 / LINE_SECONDS) }, (_, id) => ({
    id,
    seek: 0,
    tokens: [],
    temperature: 0,
    start: id * LINE_SECONDS,
    end: Math.min(durationMs / 1_000, (id + 1) * LINE_SECONDS),
    text: `Rule ${id} of part ${number} says how ${SUBJECTS[(id + number) % SUBJECTS.length]} meet ${SUBJECTS[(id * 3 + 1) % SUBJECTS.length]}.`,
  }));
  return { task: 'transcribe', language: 'english', text: 'said', segments };
}

function json(response, body) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
