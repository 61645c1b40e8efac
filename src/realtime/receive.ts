/** What a tab may say: each message with its schema and its handler. */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Ack, ClientToServer, Joined } from '../contract/realtime.js';
import { noticeDismiss, projectJoin, projectLeave } from '../contract/realtime.js';
import type { Notices } from '../notices/notices.js';
import { roleIn } from '../members/access.js';
import { readSnapshot } from '../projects/snapshot.js';
import { logAfter } from '../events/event-log.js';
import type { Feed } from './feed.js';
import type { DevreelSocket } from './rooms.js';
import { rooms } from './rooms.js';

export interface ReceiveTools {
  db: DataSource;
  feed: Feed;
  notices: Notices;
}

type Message = keyof ClientToServer;
type Answer<M extends Message> = Parameters<Parameters<ClientToServer[M]>[1]>[0];
type Payload<M extends Message> = Parameters<ClientToServer[M]>[0];
type Handler<M extends Message> = {
  schema: z.ZodType<Payload<M>>;
  handle: (tools: ReceiveTools, socket: DevreelSocket, payload: Payload<M>) => Promise<Answer<M>>;
};

/** Each socket is also in one of its own, and in those of its person, its session or its key. */
const MOST_ROOMS = 100;
const MOST_SAID = 300;

const logger = new Logger('Receive');
const failure = (code: string, message: string) => ({ error: { code, message } });
const notFound = () => failure('not_found', 'This project does not exist, or is not yours to see.');

const handlers: { [M in Message]: Handler<M> } = {
  'project:join': { schema: projectJoin, handle: join },
  'project:leave': {
    schema: projectLeave,
    async handle(_tools, socket, { projectId }) {
      await socket.leave(rooms.project(projectId));
      return { data: {} };
    },
  },
  'notice:dismiss': {
    schema: noticeDismiss,
    async handle({ notices }, socket, { noticeId }) {
      const known = await notices.dismiss(socket.data.caller.userId, noticeId);
      return known ? { data: {} } : failure('not_found', 'There is no such notice.');
    },
  },
};

const isMessage = (name: string): name is Message => Object.hasOwn(handlers, name);

/** Refuses what is none of these messages, and what comes too fast; lets everything else pass on. */
export function screen(socket: DevreelSocket, name: string, sent: unknown[], next: () => void): void {
  const refusal = !isMessage(name)
    ? failure('unknown_message', `There is no message of this name; there are ${Object.keys(handlers).join(', ')}.`)
    : socket.data.line.admits()
      ? null
      : failure('too_many_messages', 'This is too many messages at once. Wait a second, and send this one again.');
  if (!refusal) return next();
  socket.data.line.refuses();
  const ack = sent.at(-1);
  if (typeof ack === 'function') (ack as (answer: Ack<never>) => void)(refusal);
}

/** Answers every message, of whatever shape; never throws. */
export async function receive<M extends Message>(
  tools: ReceiveTools,
  socket: DevreelSocket,
  message: M,
  payload: unknown,
): Promise<Answer<M>> {
  const { schema, handle } = handlers[message];
  socket.data.line.makeRoom();
  const parsed = schema.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const what = issue ? `${issue.path.join('.') || 'payload'}: ${issue.message}` : 'invalid';
    // It may name what was sent, of whatever length.
    return failure('invalid_payload', what.slice(0, MOST_SAID));
  }
  return socket.data.line.inTurn(async () => {
    try {
      return await handle(tools, socket, parsed.data);
    } catch (error) {
      logger.error(`${message}: ${String(error)}`);
      return failure('internal', 'Something went wrong here. Please try again.');
    }
  });
}

/** Authorise → enter the room → one view of the database → answer. Live events follow those of the answer. */
async function join(
  { db, feed }: ReceiveTools,
  socket: DevreelSocket,
  { projectId, after }: Payload<'project:join'>,
): Promise<Ack<Joined>> {
  const { caller, line } = socket.data;
  const { userId } = caller;
  const room = rooms.project(projectId);
  if (line.isFull) return failure('not_reading', 'Read what you were sent before you ask for more.');
  if (!socket.rooms.has(room) && socket.rooms.size >= MOST_ROOMS) {
    return failure('too_many_projects', 'Leave a project, or open another socket, before you join one more.');
  }
  if (!(await roleIn(db.manager, projectId, userId))) return notFound();
  await socket.join(room);
  // Closed or expelled meanwhile: nobody would ever leave the room, and what is kept for it would stay for good.
  if (!socket.rooms.has(room)) return notFound();
  try {
    await feed.begin(projectId);
    const joined = await readJoined(db, projectId, userId, after);
    if (joined) return { data: joined };
  } catch (error) {
    await socket.leave(room);
    throw error;
  }
  await socket.leave(room);
  return notFound();
}

/** Null when this person is no member (any more). */
async function readJoined(
  db: DataSource,
  projectId: string,
  userId: string,
  after: number | undefined,
): Promise<Joined | null> {
  return db.transaction('REPEATABLE READ', async (tx) => {
    const snapshot = await readSnapshot(tx, projectId, userId);
    if (!snapshot) return null;
    const { lastSeq } = snapshot;
    const missed = after === undefined ? null : await logAfter(tx, projectId, after);
    return { snapshot, events: missed?.events ?? [], lastSeq, reset: missed?.reset ?? false };
  });
}
