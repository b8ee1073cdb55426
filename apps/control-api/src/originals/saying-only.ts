import { Fault } from '@kilowatch/contracts';
import { Logger } from '@nestjs/common';

const logger = new Logger('PredecessorRoutes');

/** Waits for work whose failures the predecessor announced with these words and no others; ours go into the log. */
export async function sayingOnly<T>(words: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.policy.status < 500) throw cause;
    logger.warn(`Answered with "${words}": ${cause.message}`);
    throw new Fault(cause.code, words, { cause });
  }
}
