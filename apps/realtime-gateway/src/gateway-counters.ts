import type { FaultCode } from '@kilowatch/contracts';

/** What the gateway has counted since its start. */
export class GatewayCounters {
  readers = 0;
  lagging = 0;
  /** Times a reader began to lag. */
  lags = 0;
  /** Readers closed because of their backlog or a flood of events. */
  cutOff = 0;
  /** Events from sockets that were refused, by fault code. */
  readonly refused = new Map<FaultCode, number>();
  retainedCommands = 0;
}
