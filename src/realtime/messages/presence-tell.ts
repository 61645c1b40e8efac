/** A tab tells whether it is in sight. */
import { presenceTell as schema } from '../../contract/realtime.js';
import type { Message } from '../message.js';

export const presenceTell: Message<'presence:tell'> = {
  schema,
  changes: false,
  handle({ presence }, socket, told) {
    presence.tell(socket, told);
    return Promise.resolve({ data: {} });
  },
};
