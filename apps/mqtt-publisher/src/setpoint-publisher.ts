import { applySetpoint, type SetpointOrder, type SetpointPublished } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { BatteryTopics } from './battery-topics.js';
import { CommandJournal } from './command-journal.js';
import { CommandMemory } from './command-memory.js';
import { CommandPolicy } from './command-policy.js';
import { CommandTimes } from './command-times.js';

const { OnRequest } = handlersOf('mqtt-publisher');

/** Carries out setpoints: decides for good, publishes, and answers when the broker has confirmed. */
@Controller()
export class SetpointPublisher {
  private readonly times = new CommandTimes();

  constructor(
    private readonly policy: CommandPolicy,
    private readonly topics: BatteryTopics,
    private readonly memory: CommandMemory,
    private readonly journal: CommandJournal,
  ) {}

  @OnRequest(applySetpoint)
  apply(@Payload() order: SetpointOrder): Promise<SetpointPublished> {
    return this.memory.once(order.commandId, () => this.carryOut(order));
  }

  private async carryOut(order: SetpointOrder): Promise<SetpointPublished> {
    const nowMs = this.policy.now();
    let atMs = nowMs;
    let activePowerW: number | undefined;
    try {
      activePowerW = this.policy.decide(order, nowMs);
      atMs = this.times.next(nowMs);
      const topic = await this.topics.publish(order, atMs);
      this.journal.published(order, { activePowerW, atMs });
      return { commandId: order.commandId, topic, timestamp: new Date(atMs).toISOString(), atMs };
    } catch (error) {
      this.journal.refused(order, error, { activePowerW, atMs });
      throw error;
    }
  }
}
