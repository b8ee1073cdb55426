import { batteryReported, batteryStatus, telemetry, type TelemetryBatch } from '@kilowatch/contracts';
import { type FormerMessage, readMessage } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import type { Arrival } from './arrival.js';
import { BatteryReports } from './battery-reports.js';
import { TrafficReports } from './traffic-reports.js';

/** A refusal that can be played: either what a device said, or a part of the stream. */
export interface Playable extends FormerMessage {
  readonly number: number;
  readonly origin: string;
  readonly isRetained: boolean;
}

/** Above what arrival positions are: what was taken in at the same time keeps its identity. */
const firstPosition = 1_000_000;
/** Between two positions of one message. */
const apart = 2 ** 32;

/** Reads once more what was refused. */
@Injectable()
export class FormerReports {
  constructor(
    private readonly batteries: BatteryReports,
    private readonly traffic: TrafficReports,
  ) {}

  /** Throws the fault that a message outside its contract is refused with. */
  read(message: Playable): readonly Arrival[] | TelemetryBatch {
    const { topic, number } = message;
    let asked = 0;
    const positions = (): number => firstPosition + number + apart * asked++;
    if (batteryReported.params(topic))
      return [former(this.batteries.batteryReport(readMessage(batteryReported, message), positions))];
    if (batteryStatus.params(topic))
      return [former(this.batteries.batteryStatus(readMessage(batteryStatus, message)))];
    if (telemetry.params(topic)) return readMessage(telemetry, message).body;
    return this.traffic.read(message, positions).map(former);
  }
}

// It says nothing of now: not that the device is alive, not how it is connected.
export const former = ({ connection: _, ...arrival }: Arrival): Arrival => ({ ...arrival, isFormer: true });
