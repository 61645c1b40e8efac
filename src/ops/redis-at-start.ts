/** What every process says of Redis at its start. */
import type { LoggerService } from '@nestjs/common';
import { WRONG_CONFIGURATION } from './boot.js';
import { RedisCondition, RedisOutOfReach } from './redis-condition.js';

/**
 * A Redis on which no work could ever flow until somebody's hand mends it ends the process with code 78. What may mend itself,
 * or may go wrong later, is a warning.
 */
export async function exitOnUnusableRedis(redisUrl: string, logger: LoggerService): Promise<void> {
  const condition = new RedisCondition(redisUrl);
  try {
    const { fault, warnings } = await condition.ask();
    if (fault?.lasting) {
      process.stderr.write(`${fault.reason}.\n`);
      process.exit(WRONG_CONFIGURATION);
    }
    for (const warning of fault ? [`${fault.reason}.`, ...warnings] : warnings) logger.warn(warning, 'Redis');
  } catch (error) {
    if (!(error instanceof RedisOutOfReach)) throw error;
    logger.warn(`${error.message}; no task starts until it can be.`, 'Redis');
  } finally {
    condition.close();
  }
}
