import { describe, expect, it } from '@jest/globals';
import { type EntranceConfig, mqttEntranceOf } from './mqtt-entrance.js';

const usual: EntranceConfig = {
  MQTT_BROKER_HOST: undefined,
  MQTT_HOST: '127.0.0.1',
  MQTT_USERNAME: undefined,
  TRUSTED_NETWORK: undefined,
  MQTT_PUBLISH_ADDRESS: '127.0.0.1',
};
const entrance = (
  config: Partial<EntranceConfig>,
  mode: Parameters<typeof mqttEntranceOf>[1]['mode'] = 'loopback',
  port = 1883,
) =>
  mqttEntranceOf(
    { ...usual, ...config },
    { broker: { host: config.MQTT_BROKER_HOST ?? '127.0.0.1', port }, mode },
  );

describe('where a device finds the broker', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])(
    'is the machine itself where the embedded one listens on %s',
    (host) => {
      expect(entrance({ MQTT_HOST: host }, 'loopback', 2883)).toEqual({
        ...{ host, port: 2883, account: 'none' },
        ...{ isLocal: true, openedBy: 'MQTT_HOST' },
      });
    },
  );

  it.each(['0.0.0.0', '::'])('is wherever the page comes from when it listens on %s', (MQTT_HOST) => {
    const open = { host: null, isLocal: false, openedBy: null };
    expect(entrance({ MQTT_HOST }, 'key')).toMatchObject({ ...open, account: 'key' });
    expect(entrance({ MQTT_HOST }, 'open')).toMatchObject({ ...open, account: 'none' });
  });

  it('is one address of the machine when it listens on that alone', () => {
    expect(entrance({ MQTT_HOST: '192.168.1.5' }, 'key')).toMatchObject({
      host: '192.168.1.5',
      isLocal: false,
    });
  });

  it('is the published port between containers, whose broker has accounts for devices', () => {
    const containers = {
      MQTT_BROKER_HOST: 'mosquitto',
      MQTT_USERNAME: 'control-api',
      TRUSTED_NETWORK: 'container',
    } as const;
    expect(entrance(containers, 'container')).toEqual({
      ...{ host: '127.0.0.1', port: 1883, account: 'device' },
      ...{ isLocal: true, openedBy: 'MQTT_PUBLISH_ADDRESS' },
    });
    expect(entrance({ ...containers, MQTT_PUBLISH_ADDRESS: '0.0.0.0' }, 'key')).toMatchObject({
      ...{ host: null, account: 'device' },
      ...{ isLocal: false, openedBy: null },
    });
  });

  it("is where we find it ourselves when it is somebody else's", () => {
    expect(entrance({ MQTT_BROKER_HOST: 'hub.example', MQTT_USERNAME: 'us' }, 'key', 8883)).toEqual({
      ...{ host: 'hub.example', port: 8883, account: 'own' },
      ...{ isLocal: false, openedBy: null },
    });
    expect(entrance({ MQTT_BROKER_HOST: 'localhost' })).toMatchObject({
      ...{ host: 'localhost', account: 'none' },
      ...{ isLocal: true, openedBy: null },
    });
  });
});
