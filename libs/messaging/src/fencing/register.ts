import {
  type InstanceEntry,
  serviceInstance,
  serviceInstanceAsked,
  type ServiceName,
  serviceStatus,
} from '@kilowatch/contracts';
import { decode } from '../consuming/decode.js';
import type { FenceEvent } from './fence-rules.js';

/** Where the instances of one service hear of each other. */
export class Register {
  readonly entry: string;
  readonly question: string;
  private readonly status: string;

  constructor(
    service: ServiceName,
    private readonly maxPayloadBytes: number,
  ) {
    const name = { name: service };
    this.entry = serviceInstance.topic(name);
    this.question = serviceInstanceAsked.topic(name);
    this.status = serviceStatus.topic(name);
  }

  get filters(): Record<string, 1> {
    return { [this.entry]: 1, [this.question]: 1, [this.status]: 1 };
  }

  /** What a message means to who waits; undefined when nothing, as of one outside its contract. */
  eventOf(topic: string, payload: Buffer, isRetained: boolean): FenceEvent | undefined {
    if (topic === this.status)
      return isRetained || payload.toString('latin1') === 'online' ? undefined : { is: 'offline' };
    if (topic === this.question) {
      const decoded = decode(serviceInstanceAsked, payload, this.maxPayloadBytes);
      return decoded.isRefused
        ? undefined
        : { is: 'question', from: (decoded.body as Pick<InstanceEntry, 'instance'>).instance };
    }
    if (payload.length === 0) return { is: 'entry', entry: undefined, isRetained };
    const decoded = decode(serviceInstance, payload, this.maxPayloadBytes);
    return decoded.isRefused ? undefined : { is: 'entry', entry: decoded.body as InstanceEntry, isRetained };
  }
}
