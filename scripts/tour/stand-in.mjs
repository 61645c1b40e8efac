/** A recogniser and a language model that do as the tour wants: answer, keep somebody waiting, or fail. They speak OpenAI's API. */
import { createServer } from 'node:http';

/** How much of a draft it writes before it stops to be looked at, in characters. */
const SHOWN = 480;
const DRAFT = `# Queues that lose nothing

A queue in memory forgets a job as soon as a worker has taken it. When that worker is killed, nobody remembers that there was a job at all.

## The table is the truth

So keep a row for each recording, with its status in a column. The status and an event about it are committed in one transaction, or neither of them is. Every five seconds a reconciler reads the table and finds what was forgotten.

## Browsers that catch up

A tab falls asleep with the laptop and wakes up with an old page. The messages are numbered, so that it can ask for all that came after its last one.
`;

export async function startStandIn() {
  const standIn = {
    baseUrl: '',
    /** `answer`, `wait` or `fail`. */
    does: 'answer',
    stop: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
  const server = createServer((request, response) => void answer(standIn, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.baseUrl = `http://127.0.0.1:${server.address().port}/v1`;
  return standIn;
}

async function answer(standIn, request, response) {
  await request.resume().toArray();
  if (request.method === 'HEAD') return response.end();
  const speaks = request.url.endsWith('/chat/completions');
  if (standIn.does === 'fail') return refuse(response);
  if (speaks) return write(response, standIn.does === 'wait');
  if (standIn.does === 'wait') return;
  const segments = [{ id: 0, start: 0, end: 4, text: 'Welcome to this short talk.' }];
  send(response, 200, { task: 'transcribe', language: 'english', duration: 5, text: segments[0].text, segments });
}

function refuse(response) {
  send(response, 401, { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } });
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function write(response, stops) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  event({ choices: [{ index: 0, delta: { content: stops ? DRAFT.slice(0, SHOWN) : 'Yes' }, finish_reason: null }] });
  if (stops) return;
  event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  response.end('data: [DONE]\n\n');
}
