import { legacyCommand } from '@kilowatch/compat';
import { chargeCommanded, dischargeCommanded, Fault, type SetpointOrder } from '@kilowatch/contracts';
import { notConfirmed } from '@kilowatch/domain';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';

/** Where the configuration has put the two command topics. */
export abstract class TopicNames {
  abstract readonly charge: string;
  abstract readonly discharge: string;
}

/** The predecessor's command topics: one for each direction. */
@Injectable()
export class BatteryTopics {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly names: TopicNames,
  ) {}

  /**
   * Resolves with the topic once the broker has confirmed the command, which carries `atMs` as its time.
   * Faults: as `MessagingClient.publish`.
   */
  async publish({ direction, requested }: SetpointOrder, atMs: number): Promise<string> {
    try {
      if (direction === 'charge')
        await this.messaging.publish(chargeCommanded, {}, legacyCommand('charge', requested, atMs));
      else await this.messaging.publish(dischargeCommanded, {}, legacyCommand('discharge', requested, atMs));
    } catch (error) {
      throw inWordsOfCommands(error);
    }
    return this.names[direction];
  }
}

const inWordsOfCommands = (cause: unknown): unknown =>
  cause instanceof Fault && cause.code === 'publish.not-confirmed' ? notConfirmed(cause) : cause;
