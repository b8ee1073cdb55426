import pino, { type DestinationStream, type Logger } from 'pino';
import type { CommonConfig } from '../config/common-config.js';
import type { Log } from '../service.js';
import { readableLine } from './readable-line.js';

/** A log that hands out one for each service. */
export interface RootLog extends Log {
  child(bindings: { service: string }): Log;
}

const readable: DestinationStream = { write: (line) => void process.stdout.write(readableLine(line)) };

/** JSON lines on stdout, or readable ones in a terminal. A `destination` takes the JSON lines instead. */
export function createLog(
  config: Partial<Pick<CommonConfig, 'LOG_LEVEL' | 'LOG_FORMAT'>> = {},
  destination?: DestinationStream,
): RootLog {
  const format = config.LOG_FORMAT ?? (process.stdout.isTTY ? 'text' : 'json');
  const options = {
    level: config.LOG_LEVEL ?? 'info',
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: pino.stdSerializers.errWithCause, error: pino.stdSerializers.errWithCause },
  };
  const logger: Logger = pino(options, destination ?? (format === 'text' ? readable : pino.destination(1)));
  return logger;
}
