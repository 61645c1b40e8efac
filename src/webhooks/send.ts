/** One try to deliver one event. */
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { clip } from '../contract/clip.js';
import type { ProjectEvent } from '../contract/realtime.js';
import type { WebhookMessage } from '../contract/webhooks.js';
import { AddressRefused, connectTo } from '../outside/public-addresses.js';

/** Of connecting, and of answering: less together than the lease of a position. */
const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
/** Nothing of an answer is used. */
const READ_BYTES = 16_384;

/** What became of a try. `status` is null where no answer came. */
export interface Sent {
  status: number | null;
  /** A sentence; null when it was taken. */
  error: string | null;
}

export class Sender {
  private readonly agent: Agent;

  /** `reach`: whether receivers may lie within this machine's own network. */
  constructor(reach: 'public' | 'anywhere') {
    this.agent = new Agent({ connect: connectTo(reach, { timeout: CONNECT_MS }) });
  }

  /** `secrets`: each signs. `id`: the same for each try. Never rejects. */
  async send(url: string, id: string, event: ProjectEvent, secrets: readonly string[]): Promise<Sent> {
    const { type, at, ...data } = event;
    const body = JSON.stringify({ type, timestamp: at, data } satisfies WebhookMessage);
    const now = new Date();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Devreel',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
    };
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      // Redirects are not followed.
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: this.agent, signal });
      await answer.body.dump({ limit: READ_BYTES });
      const { statusCode: status } = answer;
      return { status, error: status >= 200 && status < 300 ? null : refusalOf(status) };
    } catch (error) {
      return { status: null, error: failureOf(error) };
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Connections fail with words that end nowhere, or with none of their own where several addresses were tried. */
function failureOf(error: unknown): string {
  if (error instanceof AddressRefused) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `It did not answer within ${ANSWER_MS / 1_000} seconds.`;
  const failures: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const reasons = failures.map((one) => (one instanceof Error ? one.message : String(one)));
  return `${clip(`It could not be reached: ${reasons.join(', ')}`, 500).replace(/[\s.]+$/, '')}.`;
}

const refusalOf = (status: number): string =>
  status >= 300 && status < 400
    ? `It answered ${status}: redirects are not followed. Give the address that it leads to.`
    : `It answered ${status}.`;
