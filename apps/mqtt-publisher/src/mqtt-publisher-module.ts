import { toWatts } from '@kilowatch/domain';
import { MessagingClient } from '@kilowatch/messaging';
import type { Log, ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { BatteryTopics, TopicNames } from './battery-topics.js';
import { CommandJournal } from './command-journal.js';
import { CommandMemory } from './command-memory.js';
import { CommandPolicy } from './command-policy.js';
import type { MqttPublisherConfig } from './config.js';
import { SetpointPublisher } from './setpoint-publisher.js';

@Module({})
export class MqttPublisherModule {
  static with({ config, door, log, now }: ServiceContext<MqttPublisherConfig>): DynamicModule {
    const names: TopicNames = { charge: config.MQTT_TOPIC_CHARGE, discharge: config.MQTT_TOPIC_DISCHARGE };
    return {
      module: MqttPublisherModule,
      controllers: [SetpointPublisher],
      providers: [
        BatteryTopics,
        { provide: MessagingClient, useValue: door.client },
        { provide: TopicNames, useValue: names },
        { provide: CommandPolicy, useValue: new CommandPolicy(ratedPowerWOf(config, log), now) },
        { provide: CommandMemory, useValue: new CommandMemory(config.COMMANDS_REMEMBERED) },
        { provide: CommandJournal, useValue: new CommandJournal(door.client, log) },
      ],
    };
  }
}

function ratedPowerWOf({ BATTERY_RATED_KW: ratedKw }: MqttPublisherConfig, log: Log): number | undefined {
  if (ratedKw !== undefined) return toWatts(ratedKw, 'kW');
  log.warn({}, 'BATTERY_RATED_KW is not set: setpoints are not checked against a rating');
  return undefined;
}
