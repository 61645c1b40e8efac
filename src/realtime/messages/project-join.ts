/** A tab follows a project: it gets the whole state of it, and from then on its events. */
import { projectJoin as schema } from '../../contract/realtime.js';
import type { Ack, Joined } from '../../contract/realtime.js';
import type { Message, MessageTools, Payload } from '../message.js';
import { failure } from '../message.js';
import type { DevreelSocket } from '../rooms.js';
import { rooms } from '../rooms.js';

/** Counts all rooms of a socket, also its own and those of its person, session or key; so fewer projects than this. */
const MOST_ROOMS = 100;

const notFound = () => failure('not_found', 'This project does not exist, or is not yours to see.');

export const projectJoin: Message<'project:join'> = { schema, changes: false, handle: join };

/** Authorise → enter the room → one view of the database → answer. Live events follow those of the answer. */
async function join(
  { joins, feed }: MessageTools,
  socket: DevreelSocket,
  { projectId, after }: Payload<'project:join'>,
): Promise<Ack<Joined>> {
  const { caller, outgoing } = socket.data;
  const { userId } = caller;
  const room = rooms.project(projectId);
  if (outgoing.isFull) return failure('not_reading', 'Read what you were sent before you ask for more.');
  if (!socket.rooms.has(room) && socket.rooms.size >= MOST_ROOMS) {
    return failure('too_many_projects', 'Leave a project, or open another socket, before you join one more.');
  }
  if (!(await joins.roleIn(projectId, userId))) return notFound();
  await socket.join(room);
  // Closed or removed meanwhile: the socket would never leave the room, and what is kept for the room would stay for good.
  if (!socket.rooms.has(room)) return notFound();
  try {
    await feed.begin(projectId);
    const joined = await joins.read(projectId, { userId, after });
    if (joined) return { data: joined };
  } catch (error) {
    await socket.leave(room);
    throw error;
  }
  await socket.leave(room);
  return notFound();
}
