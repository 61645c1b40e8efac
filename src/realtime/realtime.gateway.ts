/** Nest's shell around the socket routes. */
import { Inject, Logger } from '@nestjs/common';
import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { ConnectTools } from './connect.js';
import { NotLetIn } from './connect.js';
import { forgetRequest } from './light-sockets.js';
import type { MessageName, MessageTools } from './message.js';
import { checkMessages, messageNames } from './messages.js';
import type { DevreelServer, DevreelSocket } from './rooms.js';
import { Rooms } from './rooms.js';
import type { SocketHandlers } from './socket-routes.js';

/** Nest's tokens for what the gateway is given. */
export const SOCKET_HANDLERS = Symbol('socket handlers');
export const SOCKET_TOOLS = Symbol('socket tools');
export type SocketTools = ConnectTools & MessageTools;

@WebSocketGateway()
export class RealtimeGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly logger = new Logger(RealtimeGateway.name);

  constructor(
    @Inject(SOCKET_HANDLERS) readonly handlers: SocketHandlers,
    @Inject(SOCKET_TOOLS) readonly tools: SocketTools,
    private readonly rooms: Rooms,
  ) {}

  afterInit(io: DevreelServer): void {
    checkMessages();
    this.rooms.open(io);
    io.use((socket, next) => {
      this.handlers.connect(this.tools, socket).then(
        () => next(),
        (error: unknown) => next(error instanceof NotLetIn ? error : this.unavailable(error)),
      );
    });
  }

  /** Somebody who is not let in yet must not learn what is inside, such as where the database is. */
  private unavailable(cause: unknown): Error {
    this.logger.error(`connect: ${String(cause)}`);
    return new Error('unavailable');
  }

  /** `connect` has done everything before the connection counts as made. Only what happened since then is checked here. */
  handleConnection(socket: DevreelSocket): void {
    if (!this.rooms.isStillIn(socket)) socket.disconnect(true);
    forgetRequest(socket);
  }

  handleDisconnect(socket: DevreelSocket, reason: string): void {
    this.handlers.disconnect(this.tools, socket, reason);
  }
}

/** Nest knows a message by a method that is decorated with its name: each of the table gets one. */
for (const name of messageNames) subscribe(name);

function subscribe(name: MessageName): void {
  const method = {
    value(this: RealtimeGateway, socket: DevreelSocket, payload: unknown) {
      return this.handlers.receive(this.tools, socket, name, payload);
    },
  };
  Object.defineProperty(RealtimeGateway.prototype, name, method);
  SubscribeMessage(name)(RealtimeGateway.prototype, name, method);
}
