import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { HandlerKind } from '../handlers.js';

/** A handler that Nest found, with what its decorator declared. */
export interface FoundHandler {
  readonly kind: HandlerKind;
  readonly handler: MessageHandler;
}

export interface StrategyHost {
  /** Subscribes the handlers; resolves when the service is ready, or is known not to be for now. */
  listen(handlers: readonly FoundHandler[]): Promise<void>;
  /** Stops taking messages and waits for those at work. */
  stop(): Promise<void>;
  unwrap(): unknown;
}

/** Nest's way into the door: collects the handlers of one service. */
export class DoorStrategy extends Server implements CustomTransportStrategy {
  private readonly found: FoundHandler[] = [];

  constructor(
    override readonly transportId: symbol,
    private readonly host: StrategyHost,
  ) {
    super();
  }

  // Not the parent's map: it would chain handlers of one topic and lose what each of them declared.
  override addHandler(
    pattern: unknown,
    handler: MessageHandler,
    _isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    const kind = extras['handler'] as HandlerKind | undefined;
    if (!kind) throw new Error(`The handler of ${String(pattern)} was not declared with handlersOf(…)`);
    this.found.push({ kind, handler });
  }

  override listen(callback: (error?: unknown) => void): void {
    this.host.listen(this.found).then(() => callback(), callback);
  }

  override async close(): Promise<void> {
    await this.host.stop();
  }

  override on(): never {
    throw new Error('The door reports through its log and `problem()`, not through events');
  }

  override unwrap<T>(): T {
    return this.host.unwrap() as T;
  }
}
