import type { Log } from '@kilowatch/service-kit';

/** The gateway's log, by a type that Nest can inject. */
export abstract class GatewayLog implements Log {
  abstract debug(context: object, message: string): void;
  abstract info(context: object, message: string): void;
  abstract warn(context: object, message: string): void;
  abstract error(context: object, message: string): void;
}
