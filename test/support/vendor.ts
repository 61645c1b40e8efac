/** A stand-in for OpenAI's API at the network's edge: a real HTTP server that answers what a test tells it to. */
import type { JournalEntry } from '@copilotkit/aimock';
import { LLMock } from '@copilotkit/aimock';

export type Reply = Parameters<LLMock['on']>[1];

export interface StandIn {
  /** For OPENAI_BASE_URL and TRANSCRIBE_BASE_URL. */
  baseUrl: string;
  mock: LLMock;
  /** All requests so far whose path ends with `path`, such as `/chat/completions`. */
  requests(path: string): JournalEntry[];
  stop(): Promise<void>;
}

/** Answers every chat with what `reply` makes of the request. */
export async function startStandIn(reply?: Reply): Promise<StandIn> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1' });
  if (reply) mock.on({ endpoint: 'chat' }, reply);
  await mock.start();
  return {
    baseUrl: `${mock.url}/v1`,
    mock,
    requests: (path) => mock.getRequests().filter((entry) => entry.path.split('?')[0]?.endsWith(path)),
    stop: () => mock.stop(),
  };
}
