import { describe, expect, it } from '@jest/globals';
import { refuseOpenBroker } from './broker-protection.js';

const embedded = { MQTT_BROKER_HOST: undefined, AUTH: undefined, API_KEY: undefined };

describe('refuseOpenBroker', () => {
  it.each(['127.0.0.1', 'localhost', '::1', '127.8.9.1'])('lets the broker listen on %s', (MQTT_HOST) => {
    expect(() => refuseOpenBroker({ ...embedded, MQTT_HOST })).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '192.0.2.7'])('refuses %s with the lines that fix it', (MQTT_HOST) => {
    expect(() => refuseOpenBroker({ ...embedded, MQTT_HOST })).toThrow(
      /API_KEY=<key> .*`npm run -s key`[^]*MQTT_HOST=127\.0\.0\.1[^]*AUTH=open/,
    );
  });

  it('lets it listen anywhere with a key', () => {
    const API_KEY = 'kw_a-key-of-a-test-0123456789';
    expect(() => refuseOpenBroker({ ...embedded, API_KEY, MQTT_HOST: '0.0.0.0' })).not.toThrow();
  });

  it('has no say when AUTH=open or when the broker is somebody else', () => {
    expect(() => refuseOpenBroker({ ...embedded, MQTT_HOST: '0.0.0.0', AUTH: 'open' })).not.toThrow();
    expect(() =>
      refuseOpenBroker({ ...embedded, MQTT_HOST: '0.0.0.0', MQTT_BROKER_HOST: 'hub' }),
    ).not.toThrow();
  });
});
