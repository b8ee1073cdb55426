import { randomUUID } from 'node:crypto';
import {
  Fault,
  type FaultBody,
  type FaultCode,
  faults,
  quarantineAdded,
  type Refusal,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { GatewayCounters } from './gateway-counters.js';
import { GatewayLog } from './gateway-log.js';
import type { Reader } from './reader.js';
import type { SocketEvent } from './socket-event.js';

const longestName = 100;
const longestPreview = 1_024;
const longestReason = 2_000;

/** What a socket sent and we refuse: answered, counted and quarantined with the reason. */
@Injectable()
export class SocketRefusals {
  constructor(
    private readonly client: MessagingClient,
    private readonly counters: GatewayCounters,
    private readonly log: GatewayLog,
  ) {}

  refuse(reader: Reader, event: SocketEvent, error: unknown, atMs: number): void {
    const fault = this.take(event, error, atMs);
    if (event.ack) event.ack({ ok: false, fault });
    else reader.socket.emit('fault', fault);
  }

  /** The fault to answer with; counted, and where it is the sender's, kept. */
  take(event: SocketEvent, error: unknown, atMs: number): FaultBody {
    const fault = this.bodyOf(error);
    this.count(fault.code);
    if (faults[fault.code].status < 500) this.quarantine(event, fault, atMs);
    return fault;
  }

  count(code: FaultCode): void {
    this.counters.refused.set(code, (this.counters.refused.get(code) ?? 0) + 1);
  }

  private bodyOf(error: unknown): FaultBody {
    if (error instanceof Fault) return error.toBody();
    const incident = randomUUID();
    this.log.error({ err: error, incident }, 'A socket event could not be answered');
    return { error: `Something went wrong here; the log has it as ${incident}`, code: 'internal', incident };
  }

  private quarantine({ name, payload }: SocketEvent, fault: FaultBody, atMs: number): void {
    const text = JSON.stringify(payload) ?? '';
    const refusal: Refusal = {
      service: 'realtime-gateway',
      origin: `socket:${name.slice(0, longestName)}`,
      code: fault.code,
      reason: fault.error.slice(0, longestReason),
      atMs,
      bytes: Buffer.byteLength(text),
      preview: text.slice(0, longestPreview),
    };
    this.client.publish(quarantineAdded, {}, refusal).catch((err: unknown) => {
      this.log.warn({ err, refusal }, 'A refused socket event did not reach the quarantine');
    });
  }
}
