/** A receiver of webhooks, as another program would be one: checks each signature, and can be away for a while. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { freePort } from '../../scripts/embedded/ports.mjs';
import type { WebhookMessage } from '../../src/contract/webhooks.js';

export interface Received {
  id: string;
  path: string;
  message: WebhookMessage;
  /** Which of the known secrets it is signed with. */
  signedBy: string[];
}

export class Receiver {
  readonly received: Received[] = [];
  secrets: string[] = [];
  /** The status for everything; a function may answer by itself. */
  answer: number | ((response: ServerResponse) => void) = 200;
  private server: Server | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<Receiver> {
    const receiver = new Receiver(await freePort());
    await receiver.open();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => void this.take(request, response));
    await new Promise<void>((resolve) => void server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
  }

  /** As if it were killed: connections are cut, and nobody listens any more. */
  async kill(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** The `seq` of all events of a project that it has had, each once, in the order in which they came first. */
  seqs(projectId: string): number[] {
    const ofProject = this.received.filter(({ message }) => message.data.projectId === projectId);
    return [...new Set(ofProject.map(({ message }) => message.data.seq))];
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const signedBy = this.secrets.filter((secret) => isSigned(secret, body, headers));
    const message = JSON.parse(body) as WebhookMessage;
    this.received.push({ id: headers['webhook-id'] ?? '', path: request.url ?? '', message, signedBy });
    if (typeof this.answer === 'number') response.writeHead(this.answer).end();
    else this.answer(response);
  }
}

function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
