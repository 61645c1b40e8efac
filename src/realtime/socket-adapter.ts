/** Socket.IO as Devreel runs it: on the web server's port, across processes through Redis, for its own pages only. */
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { Server, ServerOptions, Socket } from 'socket.io';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Accounts } from '../auth/accounts.js';
import type { OpenRequests } from '../http/open-requests.js';
import { openRedis } from '../outside/redis/connection.js';
import { bindMessages } from './light-sockets.js';

/** No message of a tab is anywhere near as long. What is longer is not answered: the connection is closed. */
const MAX_MESSAGE_BYTES = 1_000_000;

/** `res`: where it asks by long polling, and not over a WebSocket. */
type Asked = IncomingMessage & { res?: ServerResponse };

export class SocketAdapter extends IoAdapter {
  private readonly log = new Logger(SocketAdapter.name);
  private readonly redis: [Redis, Redis];
  private readonly accounts: Accounts;

  constructor(
    app: INestApplicationContext,
    redisUrl: string,
    private readonly openRequests: OpenRequests,
  ) {
    super(app);
    this.accounts = app.get(Accounts);
    this.redis = [openRedis(redisUrl), openRedis(redisUrl)];
    for (const redis of this.redis) redis.on('error', (error) => this.log.debug(`Redis: ${error.message}`));
  }

  override createIOServer(port: number, options?: Partial<ServerOptions>): Server {
    const [publisher, subscriber] = this.redis;
    const server: Server = super.createIOServer(port, {
      ...(options as ServerOptions),
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      serveClient: false,
      allowRequest: (request: Asked, allow) => {
        const admitted = this.openRequests.admits(request, request.res ?? request.socket);
        if (admitted) allow(null, this.accounts.originAllowed(request.headers));
        else allow('too_many_connections', false);
      },
    });
    server.adapter(createAdapter(publisher, subscriber));
    return server;
  }

  override bindMessageHandlers(socket: Socket, handlers: MessageMappingProperties[]): void {
    bindMessages(socket, handlers);
  }

  override async dispose(): Promise<void> {
    for (const redis of this.redis) redis.disconnect();
    await super.dispose();
  }
}
