import { ConsoleLogger } from '@nestjs/common';
import type { Settings } from '../env.js';

/** What Nest says while it puts itself together is of interest only when debugging. */
const NEST_ITSELF = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
]);

class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (this.isLevelEnabled('debug') || !NEST_ITSELF.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

/** Words for a terminal, JSON for a file or a collector. */
export function createLogger(level: Settings['logLevel']): ConsoleLogger {
  const levels = ['fatal', 'error', 'warn', 'log', 'debug'] as const;
  const last = { error: 'error', warn: 'warn', info: 'log', debug: 'debug' } as const;
  const terminal = process.stdout.isTTY;
  return new QuietLogger({
    logLevels: levels.slice(0, levels.indexOf(last[level]) + 1),
    json: !terminal,
    colors: terminal,
  });
}
