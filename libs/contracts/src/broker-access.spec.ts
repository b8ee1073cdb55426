import { describe, expect, it } from '@jest/globals';
import { brokerAccess, deviceAccess, observerAccess } from './broker-access.js';
import { messages, requests } from './every-schema.js';
import { inbox, serviceName } from './request.js';

const services = Object.values(brokerAccess);
const aDevice = deviceAccess('cellar');
const commandTopics = ['battery/charge', 'battery/discharge', 'batteries/+/cmd', 'batteries/cellar/cmd'];

/** Whether an MQTT filter covers every topic of another. */
const covers = (filter: string, other: string): boolean => {
  const wanted = filter.split('/');
  const given = other.split('/');
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return true;
    if (level !== '+' && level !== given[i]) return false;
  }
  return wanted.length === given.length;
};
const isOneOf = (filters: readonly string[], topic: string): boolean =>
  filters.some((filter) => covers(filter, topic));
const sample = (filter: string): string => filter.replaceAll('+', 'cellar');

describe('the accounts of the broker', () => {
  it('are one for each service', () => {
    expect(Object.keys(brokerAccess).sort()).toEqual([...serviceName.options].sort());
  });

  it.each(messages.map(({ filter }) => filter).filter((filter) => filter !== inbox.filter))(
    'somebody may say %s, and somebody hear it',
    (filter) => {
      const topic = sample(filter);
      const isSaid = [...services, aDevice].some(
        ({ writes }) => isOneOf(writes, topic) || isOneOf(writes, filter.replace('+', 'historian')),
      );
      expect(isSaid).toBe(true);
      expect([...services, aDevice].some(({ reads }) => isOneOf(reads, topic))).toBe(true);
    },
  );

  it.each(requests.map((request) => ({ ...request })))(
    'only $responder hears the question $pattern, and may answer it',
    ({ filter, responder }) => {
      const hearers = serviceName.options.filter((name) => isOneOf(brokerAccess[name].reads, filter));
      expect(hearers).toEqual([responder]);
      expect(brokerAccess[responder].writes).toContain(inbox.filter);
      expect(observerAccess.never).toContain(filter);
    },
  );

  it.each(commandTopics)('only mqtt-publisher may write %s', (topic) => {
    const writers = serviceName.options.filter((name) => isOneOf(brokerAccess[name].writes, topic));
    expect(writers).toEqual(['mqtt-publisher']);
    expect(isOneOf([...aDevice.writes, ...observerAccess.writes], topic)).toBe(false);
  });

  it('a device speaks for itself only, whatever its id', () => {
    expect(aDevice.writes).toEqual([
      'batteries/cellar/state',
      'batteries/cellar/status',
      'batteries/cellar/cmd/ack',
      ...['sensors/cellar/+', 'esp32/sensor_data', 'gas/cellar/data', 'ThermIQ/cellar/data', 'N/cellar/#'],
      ...['tele/cellar/#', 'shellies/cellar/#', 'influx/cellar/#', 'values/cellar/#', 'cellar/HP/#'],
      ...['cellar/events/rpc', 'cellar/status/+', 'cellar/online', 'cellar/status'],
      ...['cellar/sensor/+/state', 'cellar/binary_sensor/+/state', 'cellar/number/+/state'],
    ]);
    expect(aDevice.reads).toContain('R/cellar/keepalive');
    expect(aDevice.reads).toContain('kw/v1/stored/sensor%3Acellar');
    expect(deviceAccess('a+').writes).toContain('sensors/a%2B/+');
    expect(deviceAccess('a/b +').writes[0]).toBe('batteries/a%2Fb%20%2B/state');
  });

  it('a gateway that speaks for many devices has their topics', () => {
    expect(deviceAccess('zigbee2mqtt').writes).toContain('zigbee2mqtt/#');
    expect(deviceAccess('nibe').writes).not.toContain('zigbee2mqtt/#');
  });

  it.each(['kw', '#', '+', 'battery', 'v1'])('a device called %s says nothing that services say', (id) => {
    const topics = [...messages, ...requests]
      .filter(({ filter }) => filter.startsWith('kw/') || commandTopics.includes(filter))
      .map(({ filter }) => sample(filter));
    const { writes } = deviceAccess(id);
    expect(topics.filter((topic) => isOneOf(writes, topic))).toEqual([]);
  });

  it('what devices say elsewhere is theirs to say there', () => {
    const { writes } = deviceAccess('cellar', ['home/+/+', 'site/esp', 'a/#']);
    expect(writes.slice(3)).toEqual(['home/cellar/+', 'site/esp', 'a/cellar/#']);
  });

  it('the simulator speaks for the demo devices only, and where all ESP32s do', () => {
    const others = brokerAccess.simulator.writes.filter((filter) => !filter.startsWith('kw/v1/'));
    expect(others.filter((filter) => !/(?:^|\/)demo/.test(filter))).toEqual(['esp32/sensor_data']);
    expect(isOneOf(others, 'sensors/temp_01/temperature')).toBe(false);
    expect(isOneOf(others, '0004A3B1C2D3/HP/0007')).toBe(false);
  });

  it('nobody may read the inboxes', () => {
    for (const { reads } of [...services, aDevice])
      expect(isOneOf(reads, 'kw/v1/inbox/control-api-1')).toBe(false);
    expect(observerAccess.never).toContain(inbox.filter);
  });
});
