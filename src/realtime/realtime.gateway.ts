/** Nest's shell around the socket routes. */
import { Inject, Logger } from '@nestjs/common';
import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Ack } from '../contract/realtime.js';
import { routes } from '../routes.js';
import type { ConnectTools } from './connect.js';
import { Unauthorized } from './connect.js';
import type { ReceiveTools } from './receive.js';
import type { DevreelServer, DevreelSocket } from './rooms.js';
import { Rooms } from './rooms.js';

export const SOCKET_TOOLS = Symbol('socket tools');
export type SocketTools = ConnectTools & ReceiveTools;

@WebSocketGateway()
export class ChannelsGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly logger = new Logger(ChannelsGateway.name);

  constructor(
    @Inject(SOCKET_TOOLS) private readonly tools: SocketTools,
    private readonly rooms: Rooms,
  ) {}

  afterInit(io: DevreelServer): void {
    this.rooms.open(io);
    io.use((socket, next) => {
      routes.connect(this.tools, socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Unauthorized ? error : this.unavailable(error)),
      );
    });
  }

  /** Who is not let in yet must not learn what is inside, such as where the database is. */
  private unavailable(cause: unknown): Error {
    this.logger.error(`connect: ${String(cause)}`);
    return new Error('unavailable');
  }

  /** All is done before the connection counts as made, in `connect`; but for what happened since it looked. */
  handleConnection(socket: DevreelSocket): void {
    if (!this.rooms.isStillIn(socket)) socket.disconnect(true);
  }

  handleDisconnect(socket: DevreelSocket, reason: string): void {
    routes.disconnect(socket, reason);
  }

  @SubscribeMessage('project:join')
  join(@ConnectedSocket() socket: DevreelSocket, @MessageBody() payload: unknown): Promise<Ack<unknown>> {
    return routes.receive(this.tools, socket, 'project:join', payload);
  }

  @SubscribeMessage('project:leave')
  leave(@ConnectedSocket() socket: DevreelSocket, @MessageBody() payload: unknown): Promise<Ack<unknown>> {
    return routes.receive(this.tools, socket, 'project:leave', payload);
  }

  @SubscribeMessage('notice:dismiss')
  dismiss(@ConnectedSocket() socket: DevreelSocket, @MessageBody() payload: unknown): Promise<Ack<unknown>> {
    return routes.receive(this.tools, socket, 'notice:dismiss', payload);
  }
}
