import type { AddressOf, MessageContract } from '@kilowatch/contracts';
import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import type { DeviceStatus } from '../door.js';
import { within } from '../within.js';
import type { ConnectionOptions } from './connection.js';
import { LastingStatus } from './lasting-status.js';

/** The statuses of the devices that this process is. */
export class DeviceStatuses {
  private readonly statuses = new Set<LastingStatus>();

  constructor(private readonly options: Pick<ConnectionOptions, 'clientId' | 'broker' | 'limits' | 'log'>) {}

  keep<P extends string, S extends z.ZodType<string>>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    words: { readonly present: z.input<S>; readonly absent: z.input<S> },
  ): DeviceStatus {
    const clientId = `${this.options.clientId}-${randomBytes(4).toString('hex')}`;
    const will = { topic: contract.topic(address), payload: String(words.absent) };
    const status = new LastingStatus({ ...this.options, clientId, will }, String(words.present));
    this.statuses.add(status);
    return status;
  }

  async close(withinMs: number): Promise<void> {
    await Promise.all([...this.statuses].map((status) => within(status.close(), withinMs)));
  }
}
