/** Somebody closes a toast, or dismisses it in the bell: it goes in all their tabs and on all their devices. */
import { noticeDismiss as schema } from '../../contract/realtime.js';
import type { Message } from '../message.js';
import { failure } from '../message.js';

export const noticeDismiss: Message<'notice:dismiss'> = {
  schema,
  changes: true,
  async handle({ notices }, socket, { noticeId }) {
    const known = await notices.dismiss(socket.data.caller.userId, noticeId);
    return known ? { data: {} } : failure('not_found', 'There is no such notice.');
  },
};
