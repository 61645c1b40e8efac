/** What a message of a tab consists of. `messages.ts` lists those there are. */
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { ClientToServer } from '../contract/realtime.js';
import type { Notices } from '../notices/notices.js';
import type { Feed } from './feed.js';
import type { Joins } from './joins.js';
import type { Presence } from './presence.js';
import type { DevreelSocket } from './rooms.js';

/** What a handler may use. */
export interface MessageTools {
  db: DataSource;
  joins: Joins;
  feed: Feed;
  notices: Notices;
  presence: Presence;
}

/** The names of the wire's type: a message is known to the client first. */
export type MessageName = keyof ClientToServer;
export type Payload<M extends MessageName> = Parameters<ClientToServer[M]>[0];
export type Answer<M extends MessageName> = Parameters<Parameters<ClientToServer[M]>[1]>[0];

export interface Message<M extends MessageName> {
  /** What does not fit is answered with `invalid_payload`, and no handler sees it. */
  schema: z.ZodType<Payload<M>>;
  /** Whether it changes something: an API key that may only read is refused. */
  changes: boolean;
  /** Answers `{ data }` or a `failure`. A throw is a bug or an outage: it is logged, and answered with `internal`. */
  handle: (tools: MessageTools, socket: DevreelSocket, payload: Payload<M>) => Promise<Answer<M>>;
}

/** `code`: stable, in lower_snake; `message`: for people, with what to do. */
export const failure = (code: string, message: string) => ({ error: { code, message } });
