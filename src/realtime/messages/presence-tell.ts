/** A tab tells whether it is in sight, and what it shows; it hears who else is there. */
import { presenceTell as schema } from '../../contract/realtime.js';
import type { Message } from '../message.js';
import { failure } from '../message.js';

export const presenceTell: Message<'presence:tell'> = {
  schema,
  changes: false,
  async handle({ presence }, socket, told) {
    const people = await presence.tell(socket, told);
    return people ? { data: { people } } : failure('not_found', 'This project does not exist, or is not yours to see.');
  },
};
