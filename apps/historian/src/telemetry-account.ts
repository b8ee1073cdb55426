import type { Fault, Reading, telemetry } from '@kilowatch/contracts';
import type { Received } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { Flow } from './journaled/flow.js';
import { ReplayableRefusals } from './replayable-refusals.js';

/** Counts what came in, and sends to quarantine what of it is not taken. */
@Injectable()
export class TelemetryAccount {
  constructor(
    private readonly flow: Flow,
    private readonly refusals: ReplayableRefusals,
  ) {}

  /** To be told when the rest of it is durable: until then it may be offered again. */
  taken(
    { address, body }: Received<typeof telemetry>,
    refused: readonly Reading[],
    fault: Fault | undefined,
  ): void {
    this.flow.received += 1;
    this.flow.readings += body.readings.length;
    this.flow.quarantined += refused.length;
    const { sentAtMs } = body;
    if (fault) this.refusals.refuse({ source: address.source, readings: refused, sentAtMs }, fault);
  }
}
