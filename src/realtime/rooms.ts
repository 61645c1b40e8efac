/** The names of rooms, and the only way to send to them: nothing else sends to sockets. */
import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ProjectEvent, ServerToClient } from '../contract/realtime.js';
import type { Caller } from '../auth/caller.js';
import type { Backpressure } from './backpressure.js';
import type { RateLimit } from './rate-limit.js';
import { Streams } from './streams.js';

export interface SocketData {
  caller: Caller;
  incoming: RateLimit;
  outgoing: Backpressure;
  /** Whether its tab said so. */
  isInSight?: boolean;
  /** The project that its tab shows, where its person may see it. */
  presentIn?: string;
}
/** From web process to web process. */
interface Between {
  /** Everything in this room is to be closed. */
  closed: (room: string) => void;
}
export type DevreelServer = Server<ClientToServer, ServerToClient, Between, SocketData>;
export type DevreelSocket = Socket<ClientToServer, ServerToClient, Between, SocketData>;

export const rooms = {
  project: (projectId: string) => `project:${projectId}`,
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  apiKey: (keyId: string) => `api-key:${keyId}`,
};

/** Sockets in these rooms hear what is for the person, and are closed with the session or the key. */
export function ownRooms({ userId, sessionId, apiKeyId }: Caller): string[] {
  return [
    rooms.user(userId),
    ...(sessionId === null ? [] : [rooms.session(sessionId)]),
    ...(apiKeyId === undefined ? [] : [rooms.apiKey(apiKeyId)]),
  ];
}

type Payload<M extends keyof ServerToClient> = Parameters<ServerToClient[M]>;

/** Somebody who follows a project. */
export interface Following {
  projectId: string;
  userId: string;
}

export class Rooms {
  private io: DevreelServer | undefined;
  private emptied: (projectId: string) => void = () => undefined;
  /** Kept here so that they hear events, and are ended, in the same way as sockets. */
  readonly streams = new Streams((room) => this.left(room));

  /** Called once, by the gateway, when the server is there. */
  open(io: DevreelServer): void {
    this.io = io;
    io.on('closed', (room) => this.disconnectHere(room));
    io.of('/').adapter.on('delete-room', (room: string) => this.left(room));
  }

  /** Sends an event to all on this process who follow its project. Other web processes get the same announcement. */
  sendEvent(event: ProjectEvent): void {
    const room = rooms.project(event.projectId);
    this.send(room, 'event', event);
    for (const stream of this.streams.in(room)) stream.take(event);
  }

  /** Sends to this process's sockets in the room. Other web processes get the same announcement. */
  send<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    for (const id of this.idsIn(room)) this.socket(id)?.data.outgoing.cutOffUnlessReading();
    this.io?.local.to(room).emit(message, ...payload);
  }

  /** The same, but dropped for sockets that are busy. */
  sendVolatile<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    this.io?.local.volatile.to(room).emit(message, ...payload);
  }

  /** The same, but dropped for sockets that have over 1 MB unsent. */
  sendUnlessFull<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    const full = this.idsIn(room).filter((id) => this.socket(id)?.data.outgoing.isFull);
    this.io?.local
      .to(room)
      .except(full)
      .emit(message, ...payload);
  }

  /** To the room's sockets on all web processes. */
  sendEverywhere<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    this.io?.to(room).emit(message, ...payload);
  }

  /** Cuts off sockets that do not read. What other web processes send to them is not seen here when it is sent. */
  cutOffNotReading(): void {
    for (const { data } of [...(this.io?.of('/').sockets.values() ?? [])]) data.outgoing.cutOffUnlessReading();
  }

  /** Ends the connections in a room, on all web processes. */
  disconnect(room: string): void {
    this.disconnectHere(room);
    this.io?.serverSideEmit('closed', room);
  }

  /** Ends the connections in a room, on this process. */
  disconnectHere(room: string): void {
    for (const id of this.idsIn(room)) {
      const socket = this.socket(id);
      if (socket) socket.disconnect(true);
      // It is still being let in: `isStillIn` will find it out of its rooms.
      else void this.io?.of('/').adapter.del(id, room);
    }
    for (const stream of this.streams.in(room)) stream.end();
  }

  /** False for a socket whose session or key ended while it was being let in. */
  isStillIn(socket: DevreelSocket): boolean {
    return ownRooms(socket.data.caller).every((room) => socket.rooms.has(room));
  }

  /**
   * Ends this person's sockets and streams of this project on this process. The sockets are closed as if the connection broke,
   * so that they come back by themselves for the other projects they follow. Nothing more of this project reaches them.
   */
  expel({ projectId, userId }: Following): void {
    const [room, own] = [rooms.project(projectId), rooms.user(userId)];
    for (const id of this.idsIn(room)) {
      const socket = this.socket(id);
      if (socket?.data.caller.userId !== userId) continue;
      void socket.leave(room);
      socket.data.outgoing.cutOff();
    }
    for (const stream of this.streams.in(room)) if (stream.rooms.includes(own)) stream.end();
  }

  /** `callback` is called when nothing of this process follows a project any more. */
  onEmpty(callback: (projectId: string) => void): void {
    this.emptied = callback;
  }

  /** Open sockets and event streams of one person on this process. */
  openOf(userId: string): number {
    const own = rooms.user(userId);
    return (this.io?.of('/').adapter.rooms.get(own)?.size ?? 0) + this.streams.in(own).length;
  }

  /** Open sockets of this process. */
  localSockets(): number {
    return this.io?.of('/').sockets.size ?? 0;
  }

  /** What waits to be sent to all sockets of this process together. */
  unsentBytes(): number {
    const sockets = [...(this.io?.of('/').sockets.values() ?? [])];
    return sockets.reduce((sum, { data }) => sum + data.outgoing.unsentBytes(), 0);
  }

  /** The ids in the names of this process's rooms of one kind, such as those of all projects followed. */
  local(kind: keyof typeof rooms): string[] {
    const prefix = rooms[kind]('');
    const names = new Set([...(this.io?.of('/').adapter.rooms.keys() ?? []), ...this.streams.names()]);
    return [...names].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }

  /** Who follows these projects on this process, each once. */
  following(projectIds: readonly string[]): Following[] {
    return projectIds.flatMap((projectId) => {
      const room = rooms.project(projectId);
      const userIds = new Set([
        ...this.idsIn(room).map((id) => this.socket(id)?.data.caller.userId),
        ...this.streams.in(room).map(({ userId }) => userId),
      ]);
      return [...userIds].flatMap((userId) => (userId === undefined ? [] : [{ projectId, userId }]));
    });
  }

  private socket(id: string): DevreelSocket | undefined {
    return this.io?.of('/').sockets.get(id);
  }

  /** A copy, since a socket may leave while the caller goes through them. */
  private idsIn(room: string): string[] {
    return [...(this.io?.of('/').adapter.rooms.get(room) ?? [])];
  }

  private left(room: string): void {
    const prefix = rooms.project('');
    if (!room.startsWith(prefix) || this.idsIn(room).length > 0 || this.streams.in(room).length > 0) return;
    this.emptied(room.slice(prefix.length));
  }
}
