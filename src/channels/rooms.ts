/** The rooms' names, and the one door out to them: nothing else sends to sockets. */
import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../contract/realtime.js';
import type { Caller } from '../auth/caller.js';
import { unsentBytes } from './unsent.js';

export interface SocketData {
  caller: Caller;
}
export type NoEvents = Record<string, never>;
export type DevreelServer = Server<ClientToServer, ServerToClient, NoEvents, SocketData>;
export type DevreelSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;

export const rooms = {
  project: (projectId: string) => `project:${projectId}`,
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  apiKey: (keyId: string) => `api-key:${keyId}`,
};

/** A socket that has more than this unsent gets no more of what can be asked for later. */
const FULL_BYTES = 1_000_000;

type Payload<M extends keyof ServerToClient> = Parameters<ServerToClient[M]>;

export class Rooms {
  private io: DevreelServer | undefined;

  /** Called once, by the gateway, when the server is there. */
  open(io: DevreelServer): void {
    this.io = io;
  }

  /** To this process's sockets in the room; the other web processes hear of it by the same announcement. */
  send<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    this.io?.local.to(room).emit(message, ...payload);
  }

  /** The same, but dropped for sockets that are busy. */
  sendVolatile<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    this.io?.local.volatile.to(room).emit(message, ...payload);
  }

  /** The same, but dropped for sockets that have over 1 MB unsent. */
  sendUnlessFull<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    const { adapter, sockets } = this.io?.of('/') ?? {};
    const full = [...(adapter?.rooms.get(room) ?? [])].filter((id) => {
      const socket = sockets?.get(id);
      return socket !== undefined && unsentBytes(socket) > FULL_BYTES;
    });
    this.io?.local
      .to(room)
      .except(full)
      .emit(message, ...payload);
  }

  /** To the room's sockets on all web processes. */
  sendEverywhere<M extends keyof ServerToClient>(room: string, message: M, ...payload: Payload<M>): void {
    this.io?.to(room).emit(message, ...payload);
  }

  /** Ends the connections in a room, on all web processes. */
  disconnect(room: string): void {
    // Through the adapter alone even this process's own sockets would go on while Redis is away.
    this.io?.local.in(room).disconnectSockets(true);
    this.io?.in(room).disconnectSockets(true);
  }

  /** Takes one person's sockets out of a project's room, on all web processes. */
  removeFromProject(userId: string, projectId: string): void {
    this.io?.local.in(rooms.user(userId)).socketsLeave(rooms.project(projectId));
    this.io?.in(rooms.user(userId)).socketsLeave(rooms.project(projectId));
  }

  /** Open sockets of this process. */
  localSockets(): number {
    return this.io?.of('/').sockets.size ?? 0;
  }

  /** Projects in whose rooms sockets of this process are. */
  localProjects(): string[] {
    const names = [...(this.io?.of('/').adapter.rooms.keys() ?? [])];
    return names.filter((name) => name.startsWith('project:')).map((name) => name.slice('project:'.length));
  }

  /** People of whom sockets are on this process. */
  localUsers(): string[] {
    const names = [...(this.io?.of('/').adapter.rooms.keys() ?? [])];
    return names.filter((name) => name.startsWith('user:')).map((name) => name.slice('user:'.length));
  }
}
