import type { Door } from '@kilowatch/messaging';
import { accessOf, commonConfig } from '@kilowatch/service-kit';
import { describe, expect, it } from '@jest/globals';
import { mqttPublisherConfig } from './config.js';
import { MqttPublisherModule } from './mqtt-publisher-module.js';

const warningsWith = (env: object): string[] => {
  const warnings: string[] = [];
  const warn = (_: object, message: string) => void warnings.push(message);
  MqttPublisherModule.with({
    config: mqttPublisherConfig.parse(env),
    door: { client: {} } as Door,
    broker: { host: '127.0.0.1', port: 1883 },
    log: { debug: () => {}, info: () => {}, warn, error: () => {} },
    access: accessOf(commonConfig.parse({})),
    health: { add: () => {} },
    details: { add: () => {} },
    now: () => 0,
  });
  return warnings;
};

describe('MqttPublisherModule', () => {
  it('warns once at start where no rating is configured, and only then', () => {
    expect(warningsWith({})).toEqual([
      'BATTERY_RATED_KW is not set: setpoints are not checked against a rating',
    ]);
    expect(warningsWith({ BATTERY_RATED_KW: '15' })).toEqual([]);
  });
});
