/** What an open tab need not hold: most of them hear nothing for hours. */
import type { MessageMappingProperties } from '@nestjs/websockets';
import { Logger } from '@nestjs/common';
import { isObservable } from 'rxjs';
import type { Socket } from 'socket.io';
import { failure } from './message.js';

const logger = new Logger('Sockets');

type Answering = Pick<MessageMappingProperties, 'message' | 'callback'> & Partial<MessageMappingProperties>;
type Ack = (answer: unknown) => void;

/**
 * A socket's messages go to their handlers, which answer whatever comes (`receive`). Nest's own way makes streams of rxjs for each message
 * of each socket: together more than the socket itself.
 */
export function bindMessages(socket: Pick<Socket, 'on'>, handlers: readonly Answering[]): void {
  for (const { message, callback, isAckHandledManually } of handlers) {
    const name = String(message);
    if (isAckHandledManually) throw new Error(`${name}: its handler returns the answer, and takes no @Ack().`);
    socket.on(name, (...sent: unknown[]) => {
      const ack = typeof sent.at(-1) === 'function' ? (sent.pop() as Ack) : undefined;
      void answered(name, () => callback(sent.length > 1 ? sent : sent[0]) as unknown).then(ack);
    });
  }
}

/** Always an answer: where a guard or a pipe throws, Nest has none. */
async function answered(name: string, callback: () => unknown): Promise<unknown> {
  try {
    const answer = await callback();
    if (isObservable(answer)) throw new Error('A handler of messages answers once: a promise, no stream.');
    if (answer !== undefined) return answer;
    logger.error(`${name}: there is no answer.`);
  } catch (error) {
    logger.error(`${name}: ${String(error)}`);
  }
  return failure('internal', 'Something went wrong here. Please try again.');
}

/**
 * The request by which a socket came, and the token it brought, are read while it is let in, and never again; see
 * https://socket.io/docs/v4/memory-usage.
 */
export function forgetRequest({ conn, handshake }: Pick<Socket, 'conn' | 'handshake'>): void {
  Object.assign(conn, { request: null });
  Object.assign(handshake, { headers: {}, auth: {}, query: {} });
}
