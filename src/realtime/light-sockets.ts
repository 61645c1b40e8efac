/** What an open tab need not hold: most of them hear nothing for hours. */
import type { MessageMappingProperties } from '@nestjs/websockets';
import { Logger } from '@nestjs/common';
import type { Socket } from 'socket.io';

const logger = new Logger('Sockets');

type Answering = Pick<MessageMappingProperties, 'message' | 'callback'>;
type Ack = (answer: unknown) => void;

/**
 * A socket's messages go to their handlers, which answer whatever comes (`receive`). Nest's own way makes streams of rxjs for each message
 * of each socket: together more than the socket itself.
 */
export function bindMessages(socket: Pick<Socket, 'on'>, handlers: readonly Answering[]): void {
  for (const { message, callback } of handlers) {
    const name = String(message);
    socket.on(name, (...sent: unknown[]) => {
      const ack = typeof sent.at(-1) === 'function' ? (sent.pop() as Ack) : undefined;
      // Nest says that it is `any`.
      const answered = callback(sent.length > 1 ? sent : sent[0]) as Promise<unknown>;
      answered.then(ack, (error: unknown) => logger.error(`${name}: ${String(error)}`));
    });
  }
}

/**
 * The request by which a socket came, and the token it brought, are read while it is let in, and never again; see
 * https://socket.io/docs/v4/memory-usage.
 */
export function forgetRequest({ conn, handshake }: Pick<Socket, 'conn' | 'handshake'>): void {
  Object.assign(conn, { request: null });
  Object.assign(handshake, { headers: {}, auth: {}, query: {} });
}
