/** What a tab may say. What stands here is answered: the gateway and the check of names both read this table. */
import type { Message, MessageName } from './message.js';
import { noticeDismiss } from './messages/notice-dismiss.js';
import { presenceTell } from './messages/presence-tell.js';
import { projectJoin } from './messages/project-join.js';
import { projectLeave } from './messages/project-leave.js';

type Messages = { [M in MessageName]: Message<M> };

export const messages: Messages = {
  'project:join': projectJoin,
  'project:leave': projectLeave,
  'presence:tell': presenceTell,
  'notice:dismiss': noticeDismiss,
};

export const isMessage = (name: string): name is MessageName => Object.hasOwn(messages, name);

export const messageNames = Object.keys(messages).filter(isMessage);

/** Call at the start. Throws, with the remedy, for a message that could not be answered. */
export function checkMessages(
  table: Readonly<Record<string, { schema?: unknown; handle?: unknown }>> = messages,
): void {
  for (const [name, message] of Object.entries(table)) {
    if (message.schema && message.handle) continue;
    throw new Error(
      `The message ${name} has no ${message.schema ? 'handler' : 'schema'}: give it one in its file in src/realtime/messages.`,
    );
  }
}
