/** Server-sent events, read as a browser's EventSource does, over plain requests with a `Last-Event-ID` that the test gives. */
import type { ProjectEvent } from '../../src/contract/realtime.js';
import type { Person } from './person.js';

export interface Message {
  id: string;
  event: string;
  data: unknown;
}

export interface EventSource {
  status: number;
  headers: Headers;
  messages: Message[];
  /** Of the messages that are events of the project. */
  seqs(): number[];
  /** True once the server has ended the stream, or the connection was cut. */
  over: boolean;
  close(): void;
}

export async function followEvents(
  person: Person,
  projectId: string,
  { after, lastEventId, url = person.url }: { after?: number; lastEventId?: number; url?: string } = {},
): Promise<EventSource> {
  const stop = new AbortController();
  const headers = {
    cookie: person.cookie,
    accept: 'text/event-stream',
    ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
  };
  const query = after === undefined ? '' : `?after=${after}`;
  const answer = await fetch(`${url}/api/projects/${projectId}/events${query}`, { headers, signal: stop.signal });
  const source: EventSource = {
    status: answer.status,
    headers: answer.headers,
    messages: [],
    over: false,
    seqs: () =>
      source.messages.filter(({ event }) => event === 'message').map(({ data }) => (data as ProjectEvent).seq),
    close: () => stop.abort(),
  };
  void read(answer, source);
  return source;
}

async function read({ body }: Response, source: EventSource): Promise<void> {
  let text = '';
  try {
    for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      source.messages.push(...blocks.flatMap(toMessage));
    }
  } catch {
    // Cut off by the other side, or closed by the test.
  }
  source.over = true;
}

function toMessage(block: string): Message[] {
  const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
  const data = fields.get('data');
  if (data === undefined) return [];
  return [{ id: fields.get('id') ?? '', event: fields.get('event') ?? 'message', data: JSON.parse(data) as unknown }];
}
