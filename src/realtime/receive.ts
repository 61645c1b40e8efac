/** A tab sends something. If it is a message, valid, and within the rate limit, its handler answers. */
import { Logger } from '@nestjs/common';
import { clip } from '../contract/clip.js';
import type { Ack } from '../contract/realtime.js';
import { outageOf, problems } from '../http/problem.js';
import type { Answer, MessageName, MessageTools } from './message.js';
import { failure } from './message.js';
import { isMessage, messageNames, messages } from './messages.js';
import type { DevreelSocket } from './rooms.js';

const MOST_SAID = 300;

const logger = new Logger('Receive');

/** Refuses what is not one of the messages, and what comes too fast; everything else passes. */
export function screen(socket: DevreelSocket, name: string, sent: unknown[], next: () => void): void {
  const { incoming, outgoing } = socket.data;
  const refusal = !isMessage(name)
    ? failure('unknown_message', `There is no message of this name; there are ${messageNames.join(', ')}.`)
    : incoming.take()
      ? null
      : failure('too_many_messages', 'This is too many messages at once. Wait a second, and send this one again.');
  if (!refusal) return next();
  outgoing.noteRefusal();
  const ack = sent.at(-1);
  if (typeof ack === 'function') (ack as (answer: Ack<never>) => void)(refusal);
}

/** Answers every message, of whatever shape; never throws. */
export async function receive<M extends MessageName>(
  tools: MessageTools,
  socket: DevreelSocket,
  name: M,
  payload: unknown,
): Promise<Answer<M>> {
  const { schema, changes, handle } = messages[name];
  const { outgoing, caller } = socket.data;
  outgoing.cutOffUnlessReading();
  if (changes && !caller.mayWrite) {
    const { code, detail } = problems.scopeRequired();
    return failure(code, detail);
  }
  const parsed = schema.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const what = issue ? `${issue.path.join('.') || 'payload'}: ${issue.message}` : 'invalid';
    // It may name what was sent, of whatever length.
    return failure('invalid_payload', clip(what, MOST_SAID));
  }
  return outgoing.answerInOrder(async () => {
    try {
      return await handle(tools, socket, parsed.data);
    } catch (error) {
      logger.error(`${name}: ${String(error)}`);
      const outage = outageOf(error);
      if (outage) return failure(outage.code, outage.detail);
      return failure('internal', 'Something went wrong here. Please try again.');
    }
  });
}
