/** What the tests of accounts share: a database of their own, and small applications on it. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Global, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { expect } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../scripts/embedded/ports.mjs';
import { Accounts } from '../../src/auth/accounts.js';
import { AuthModule } from '../../src/auth/auth.module.js';
import type { Ended } from '../../src/auth/caller.js';
import { pages } from '../../src/auth/pages.js';
import { Public } from '../../src/auth/signed-in.guard.js';
import type { ProblemDetails } from '../../src/contract/problem.js';
import { createDataSource } from '../../src/database/data-source.js';
import { EventLog } from '../../src/events/event-log.js';
import { SETTINGS } from '../../src/settings/env.js';
import { SchemaPipe } from '../../src/http/schema.pipe.js';
import { ProblemFilter } from '../../src/http/problem.js';
import { programs } from './programs.js';
import { createDatabase } from './services.js';
import type { TestDatabase } from './services.js';

@Controller('api/probe')
class Probe {
  @Get()
  read() {
    return { read: true };
  }

  @Post()
  write(@Body() body: unknown) {
    return z.object({ items: z.array(z.string()) }).parse(body);
  }

  @Get('crash')
  @Public()
  crash() {
    throw new Error('password=hunter2');
  }
}

/** A running application that has accounts and nothing else. */
export interface AuthApp {
  url: string;
  /** One request, as JSON unless `json` is a string, which goes out as it is. Redirects are not followed. */
  send(method: string, path: string, sent?: Sent): Promise<Response>;
  /** Makes an account of its own. */
  signUp(): Promise<{ email: string; cookie: string; id: string }>;
  accounts: Accounts;
  ended: Ended[];
  close(): Promise<void>;
}

let database: TestDatabase;
export const openDatabase = async () => void (database = await createDatabase(programs().migratedDatabase));
export const dropDatabase = () => database.drop();

/** All that any of the applications logged. */
export const logged: string[] = [];
const note = (...words: unknown[]) => void logged.push(words.join(' '));
const logger = { log: note, error: note, warn: note, debug: note, verbose: note };

/** Runs one statement on this file's database. */
export async function query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Starts an application on this file's database. Several at once stand for several web processes. */
export async function startAuthApp(
  more: { signUp?: string; publicUrl?: string; trustProxy?: number } = {},
): Promise<AuthApp> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const usual = {
    authSecret: 'x1'.repeat(32),
    publicUrl: url,
    signUp: 'open',
    trustProxy: 0,
    passwordSignIn: true,
    singleSignOn: null,
    admins: [],
    storageLimitBytes: null,
    requestsPerSecond: 0,
  };
  const settings = { databaseUrl: database.url, ...usual, ...more };
  const db = await createDataSource(database.url, 2).initialize();
  @Global()
  @Module({
    providers: [
      { provide: SETTINGS, useValue: settings },
      { provide: DataSource, useValue: db },
      { provide: EventLog, useValue: new EventLog(db, () => undefined) },
    ],
    exports: [SETTINGS, DataSource, EventLog],
  })
  class Ground {}
  @Module({ imports: [Ground, AuthModule], controllers: [Probe] })
  class TestApp {}
  const app = await NestFactory.create<NestExpressApplication>(TestApp, { bodyParser: false, logger });
  app.use(pages(settings.publicUrl));
  app.use('/api/probe', express.json({ limit: '1kb' }));
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter());
  const ended: Ended[] = [];
  const accounts = app.get(Accounts);
  accounts.onEnded((what) => ended.push(what));
  await app.listen(port, '127.0.0.1');
  const sendHere: AuthApp['send'] = (method, path, sent) => send(url, method, path, sent);
  return {
    url,
    send: sendHere,
    signUp: () => signUp(sendHere),
    accounts,
    ended,
    close: () => app.close().then(() => db.destroy()),
  };
}

export type Sent = { json?: unknown; headers?: Record<string, string>; cookie?: string; key?: string };

function send(url: string, method: string, path: string, { json, headers, cookie, key }: Sent = {}): Promise<Response> {
  return fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
      ...(key && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(json !== undefined && { body: typeof json === 'string' ? json : JSON.stringify(json) }),
  });
}

/** What the browser would send back. */
export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** Every refusal has this shape; returns it. */
export async function expectProblem(response: Response, status: number, code: string): Promise<ProblemDetails> {
  const problem = (await response.json()) as ProblemDetails;
  expect({ status: response.status, code: problem.code }).toEqual({ status, code });
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problem).toMatchObject({ type: 'about:blank', status });
  expect([problem.title, problem.detail]).not.toContain('');
  expect([typeof problem.title, typeof problem.detail]).toEqual(['string', 'string']);
  return problem;
}

export const password = 'correct horse battery';

async function signUp(send: AuthApp['send']): ReturnType<AuthApp['signUp']> {
  const email = `ada-${randomUUID()}@example.org`;
  const response = await send('POST', '/api/auth/sign-up/email', { json: { email, password, name: 'Ada' } });
  expect(response.status).toBe(200);
  const { user } = (await response.json()) as { user: { id: string } };
  return { email, cookie: cookieOf(response), id: user.id };
}
