import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import type { MqttEntrance } from '@kilowatch/contracts';
import type { Site } from '../api/site-api.js';
import { type ConnectableKind, connectLine } from './connect-line.js';

const here = { host: 'hub.local', root: 'https://hub.local/kilowatch/' };
const line = (kind: ConnectableKind, mqtt: Partial<MqttEntrance> = {}, auth: Site['auth'] = 'key') => {
  const entrance = { host: null, port: 1883, isLocal: false, openedBy: null, account: 'none', ...mqtt };
  return connectLine(kind, { auth, connect: { mqtt: entrance } } as Site, here);
};

describe('a line to connect a first device', () => {
  it.each([
    ['goes where the page comes from', {}, /^mosquitto_pub -h hub\.local -t 'batteries/],
    ['goes to another port', { port: 2883 }, /^mosquitto_pub -h hub\.local -p 2883 -t /],
    ['goes where the broker is', { host: '127.0.0.1' }, /^mosquitto_pub -h 127\.0\.0\.1 -t /],
    ['shows the key', { account: 'key' }, /^mosquitto_pub -h hub\.local -u device -P "\$API_KEY" -t /],
    ['has the account of the device', { account: 'device' }, /-u rack_1 -P "\$MQTT_PASSWORD" -t /],
    ['has the account of that broker', { account: 'own' }, /-u "\$MQTT_USERNAME" -P "\$MQTT_PASSWORD" -t /],
  ] as const)('%s', (_, mqtt, expected) => {
    expect(line('battery', mqtt)).toMatch(expected);
  });

  it('posts below the prefix of a proxy, with the key where one is asked for', () => {
    expect(line('gas')).toMatch(
      /^curl https:\/\/hub\.local\/kilowatch\/receive-json -H "X-API-Key: \$API_KEY" /,
    );
    expect(line('gas', {}, 'loopback')).not.toContain('API_KEY');
  });

  it('says what is usual until the server has said what is true', () => {
    expect(connectLine('sensor', undefined, here)).toMatch(/^mosquitto_pub -h hub\.local -t 'sensors\//);
  });

  it.each(["a;true$IFS'x'&`id`|$(id)", '[::1]'])(
    'has a host name that a shell takes as it is: %s',
    (host) => {
      const said = (text: string) =>
        execFileSync('sh', ['-c', `printf '%s\\n' ${text}`], { encoding: 'utf8' });
      const mqtt = connectLine('battery', undefined, { ...here, host });
      expect(said(mqtt).split('\n')).toContain(host);
      const root = `http://hub.local/${host}/`;
      const post = connectLine('cell', undefined, { host, root });
      expect(said(post).split('\n')).toContain(new URL('sensor_data', root).href);
    },
  );
});
