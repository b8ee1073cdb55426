import { jsonObjectIn, sensorRowOf } from '@kilowatch/compat';
import {
  covers,
  type DeviceEntry,
  kindOf,
  type OriginalMessage,
  type TelemetryBatch,
} from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { GatewaySettings } from '../gateway-settings.js';
import { DemoRule } from './demo-rule.js';
import { NewestGas } from './newest-gas.js';
import { PredecessorPages } from './predecessor-pages.js';

/** Turns what devices said, word by word, into the events of the predecessors. */
@Injectable()
export class PredecessorRelay {
  constructor(
    private readonly pages: PredecessorPages,
    private readonly gas: NewestGas,
    private readonly demo: DemoRule,
    private readonly settings: GatewaySettings,
  ) {}

  register(entry: DeviceEntry): void {
    this.demo.register(entry);
  }

  relay({ messages }: TelemetryBatch): void {
    if (!this.pages.isEmpty) this.pages.sweep();
    for (const original of messages)
      if (isLive(original) && this.demo.isHeard(original.device)) this.tell(original);
  }

  private tell(original: OriginalMessage): void {
    const kind = kindOf(original.device);
    if (kind === 'gas') this.gas.take(original);
    if (this.pages.isEmpty) return;
    if (kind === 'cell') this.tellCell(original);
    else if (kind === 'sensor') this.tellSensor(original);
  }

  /** As posted. One that speaks line protocol has nothing of that kind. */
  private tellCell({ body }: OriginalMessage): void {
    const posted = jsonObjectIn(body);
    if (posted) this.pages.tell('new_data', posted);
  }

  /** Of the predecessor's own topics only: there are many other sensors here. */
  private tellSensor(original: OriginalMessage): void {
    const topic = original.source.slice(mqtt.length);
    if (!this.settings.pages.sensorTopics.some((filter) => covers(filter, topic))) return;
    const row = sensorRowOf(original);
    if (row) this.pages.tell('sensor_update', row);
  }
}

const mqtt = 'mqtt:';

/** Imported history is no news. */
const isLive = ({ source }: OriginalMessage): boolean => !source.startsWith('import:');
