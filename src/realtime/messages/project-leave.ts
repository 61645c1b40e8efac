/** A tab no longer follows a project. */
import { projectLeave as schema } from '../../contract/realtime.js';
import type { Message } from '../message.js';
import { rooms } from '../rooms.js';

export const projectLeave: Message<'project:leave'> = {
  schema,
  changes: false,
  async handle(_tools, socket, { projectId }) {
    await socket.leave(rooms.project(projectId));
    return { data: {} };
  },
};
