import type { Log } from '@kilowatch/service-kit';

/** Passes everything on and counts what was a warning or worse. */
export class CountedLog implements Log {
  warnings = 0;

  constructor(private readonly log: Log) {}

  debug(context: object, message: string): void {
    this.log.debug(context, message);
  }

  info(context: object, message: string): void {
    this.log.info(context, message);
  }

  warn(context: object, message: string): void {
    this.warnings += 1;
    this.log.warn(context, message);
  }

  error(context: object, message: string): void {
    this.warnings += 1;
    this.log.error(context, message);
  }
}
