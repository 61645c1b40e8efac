/** The floor: a bare Nest with Socket.IO and the Redis adapter. Every socket is in one room, to which somebody else emits. */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WebSocketGateway } from '@nestjs/websockets';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';

const { PORT, REDIS_URL } = process.env;

class Adapter extends IoAdapter {
  createIOServer(port, options) {
    const server = super.createIOServer(port, { ...options, serveClient: false });
    server.adapter(createAdapter(new Redis(REDIS_URL), new Redis(REDIS_URL)));
    return server;
  }
}

class Gateway {
  async handleConnection(socket) {
    await socket.join('everybody');
    socket.emit('joined');
  }
}
WebSocketGateway()(Gateway);

class Floor {}
Module({ providers: [Gateway] })(Floor);

const app = await NestFactory.create(Floor, { logger: false });
app.useWebSocketAdapter(new Adapter(app));
await app.listen(Number(PORT), '127.0.0.1');
process.send('ready');
