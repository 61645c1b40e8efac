/** Log lines: words for a terminal, JSON with the ids of request, project and task for a file or a collector. */
import type { LoggerService } from '@nestjs/common';
import { ConsoleLogger } from '@nestjs/common';
import type { Logger as Pino } from 'pino';
import { pino } from 'pino';
import { logContext } from './log-context.js';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What Nest says while it puts itself together is of interest only when debugging. */
const NEST_ITSELF = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
]);

/** Lines on stdout are written at once, so that a process that dies has said all it had to say. */
export const createPino = (level: LogLevel): Pino =>
  pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => ({ ...logContext() }),
  });

export function createLogger(level: LogLevel, lines: Pino): LoggerService {
  return process.stdout.isTTY ? terminalLogger(level) : new JsonLogger(lines);
}

class JsonLogger implements LoggerService {
  constructor(private readonly lines: Pino) {}

  log(message: unknown, ...rest: unknown[]): void {
    const level = NEST_ITSELF.has(String(rest.at(-1))) ? 'debug' : 'info';
    this.write(level, message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest calls with `(message, context)`, and for errors with `(message, stack, context)`. */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    const text = message instanceof Error ? (message.stack ?? message.message) : message;
    const fields = {
      ...(typeof context === 'string' ? { context } : {}),
      ...(typeof stack === 'string' ? { stack } : {}),
    };
    if (typeof text === 'string') this.lines[level](fields, text);
    else this.lines[level]({ ...fields, details: text });
  }
}

class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (this.isLevelEnabled('debug') || !NEST_ITSELF.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

function terminalLogger(level: LogLevel): LoggerService {
  const levels = ['fatal', 'error', 'warn', 'log', 'debug'] as const;
  const last = { error: 'error', warn: 'warn', info: 'log', debug: 'debug' } as const;
  return new QuietLogger({ logLevels: levels.slice(0, levels.indexOf(last[level]) + 1), colors: true });
}
