import type { LoggerService } from '@nestjs/common';
import type { Log } from '../service.js';

// A failing start is reported once, in words, by whoever started it.
const reportedElsewhere = new Set(['ExceptionHandler', 'ExceptionsZone', 'NestApplication']);

/** Nest's own lines in our log: its chatter (every mapped route) is for debugging only. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.target.debug(contextOf(rest), textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug(contextOf(rest), textOf(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.target.debug(contextOf(rest), textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn(contextOf(rest), textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    if (context.nest && reportedElsewhere.has(context.nest)) return;
    this.target.error(message instanceof Error ? { ...context, err: message } : context, textOf(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

const textOf = (message: unknown): string =>
  message instanceof Error
    ? message.message
    : typeof message === 'string'
      ? message
      : JSON.stringify(message);

// Nest passes the name of what speaks as the last argument, and for errors a stack before it. It is a class name, and a
// bundle calls a class that mentions itself `_Name`.
function contextOf(rest: readonly unknown[]): { nest?: string; stack?: string } {
  const texts = rest.filter((item): item is string => typeof item === 'string');
  const [stack, nest] = texts.length > 1 ? texts.slice(-2) : [undefined, texts[0]];
  return { ...(nest && { nest: nest.replace(/^_/, '') }), ...(stack && { stack }) };
}
