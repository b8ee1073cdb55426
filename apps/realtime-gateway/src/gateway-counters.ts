import type { FaultCode } from '@kilowatch/contracts';

/** What the gateway has counted since its start. */
export class GatewayCounters {
  readers = 0;
  /** Connected pages of predecessors. */
  pages = 0;
  /** Events for these that could not be encoded. */
  unsendable = 0;
  lagging = 0;
  /** Times a reader began to lag. */
  lags = 0;
  /** Readers closed because of their backlog or a flood of events. */
  cutOff = 0;
  /** Events from sockets that were refused, by fault code. */
  readonly refused = new Map<FaultCode, number>();
  retainedCommands = 0;

  /** For `GET /health/details`. */
  get figures(): Record<string, number> {
    const refusals = [...this.refused.values()].reduce((all, count) => all + count, 0);
    return {
      sockets: this.readers,
      socketsLagging: this.lagging,
      socketsCutOff: this.cutOff,
      socketEventsRefused: refusals,
      predecessorPages: this.pages,
      predecessorEventsUnsendable: this.unsendable,
    };
  }
}
