/** One trace from a request to its task to the call of a vendor, as it arrives where OTLP is taken; and none without an endpoint. */
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSpan, startTraces } from '../src/telemetry/traces.js';
import type { ChatServer } from './support/chat-server.js';
import { says, startChatServer } from './support/chat-server.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  service: string;
}
interface Sent {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Omit<Span, 'service'>[] }[];
  }[];
}

const spans: Span[] = [];
let collector: HttpServer;
let model: ChatServer;
let world: World;

beforeAll(async () => {
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
        const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  model = await startChatServer();
  model.behave(says('# Bread\n\nBread needs time.'));
  world = await createWorld({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`,
    DRAIN_SECONDS: '0',
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: model.baseUrl,
  });
});
afterAll(async () => {
  await world.end();
  await model.stop();
  await new Promise((resolve) => collector.close(resolve));
});

test('a request, the task that it asked for, and the call that the task made are one trace', async () => {
  const web = await world.startWeb();
  const worker = await world.startWorker();
  const ada = await world.signUp(web);
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captionsFor(1));
  const [traceId, parent] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  const headers = { traceparent: `00-${traceId}-${parent}-01` };
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(8), headers);
  await until('the model to be asked', () => model.requests.length > 0);
  // What is not sent yet is sent at the end.
  await Promise.all([web.end(), worker.end()]);
  const named = (name: string) =>
    until(name, () => spans.find((span) => span.traceId === traceId && span.name === name));
  const request = await named('PUT /api/projects/:id/source');
  const task = await named('task chapters');
  const call = await named('call chat');
  expect([request.parentSpanId, task.parentSpanId, call.parentSpanId]).toEqual([parent, request.spanId, task.spanId]);
  expect([request.service, task.service]).toEqual(['devreel-web', 'devreel-worker']);
  expect(JSON.stringify(call.attributes)).toContain('devreel.model');
  expect(JSON.stringify(spans)).not.toContain('sk-test');
});

test('without an endpoint nothing of OpenTelemetry is loaded, and no span is made', async () => {
  await startTraces(null, 'devreel-test');
  expect(startSpan('nothing', 'server', {})).toBeNull();
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(loaded.filter((file) => file.includes('@opentelemetry/sdk-trace'))).toEqual([]);
});
