import { describe, expect, it } from '@jest/globals';
import { cellTopic, covers, trafficFilters } from '@kilowatch/contracts';
import fc from 'fast-check';
import { type Dialect, type DialectReader, nothing } from './dialect.js';
import { DialectBook, dialects } from './dialects.js';
import { aMessage } from './suite/a-message.js';

const aDialect = (name: string, word: string, reader: Partial<DialectReader> = {}): Dialect => ({
  name,
  speaks: (topic) => topic.startsWith(word),
  reader: () => ({ read: () => nothing, ...reader }),
});

const spoken: readonly (readonly [topic: string, dialect: string])[] = [
  ['sensors/cellar/temperature', 'sensors'],
  [cellTopic, 'esp32'],
  ['/sensor_data', 'esp32'],
  ['/data', 'esp32'],
  ['gas/g1/data', 'gas'],
  ['/receive-json', 'gas'],
  ['0004A3B1C2D3/HP/0007', 'husdata'],
  ['ThermIQ/room/data', 'thermiq'],
  ['nibe/modbus/40004', 'nibe-mqtt'],
  ['tele/plug/SENSOR', 'tasmota'],
  ['zigbee2mqtt/kitchen', 'zigbee2mqtt'],
  ['shellies/shellyem-1/emeter/0/power', 'shelly-gen1'],
  ['shellyplus1pm-1/events/rpc', 'shelly-gen2'],
  ['weather/sensor/outside/state', 'esphome'],
  ['N/c0619ab1d2e3/battery/512/Soc', 'victron'],
  ['influx/telegraf', 'line-protocol'],
  ['/api/v2/write', 'line-protocol'],
  ['values/cellar', 'plain-values'],
  ['shellyplus1pm-1/status/switch:0', 'shelly-gen2'],
  ['shellyplus1pm-1/online', 'shelly-gen2'],
  ['weather/status', 'esphome'],
  ['weather/binary_sensor/door/state', 'esphome'],
  ['weather/number/target/state', 'esphome'],
];

const [first, second] = [aDialect('first', 'a'), aDialect('second', 'a/b')];

describe('DialectBook', () => {
  it.each([...spoken, ['a/b', undefined], ['/', undefined], ['', undefined]])('%s is %s', (topic, name) => {
    expect(new DialectBook().dialectOf(topic)?.name).toBe(name);
  });

  it('knows something of all that we listen to', () => {
    const unknown = trafficFilters.filter((filter) => !spoken.some(([topic]) => covers(filter, topic)));
    expect(unknown).toEqual([]);
  });

  it('asks in order, and of those that are wanted only', () => {
    const known = [first, second];
    expect(new DialectBook({ known }).dialectOf('a/b')?.name).toBe('first');
    expect(new DialectBook({ known, names: ['second'] }).dialectOf('a/b')?.name).toBe('second');
    expect(new DialectBook({ known, names: [] }).dialectOf('a/b')).toBeUndefined();
  });

  it('believes first what a person has named; a dialect that was moved is spoken there alone, and where it is posted', () => {
    const filters = { second: ['c/+', 'a/x'], posts: ['p'] };
    const book = new DialectBook({ known: [first, second, aDialect('posts', '/post')], filters });
    const nameOf = (topic: string) => book.dialectOf(topic)?.name;
    expect(['a/x', 'c/1', 'a/b', 'c/1/2', '/post', 'p'].map(nameOf)).toEqual([
      ...['second', 'second', 'first', undefined, 'posts', 'posts'],
    ]);
  });

  it('has one reader of each dialect, however many topics come', () => {
    let readers = 0;
    const counted: Dialect = {
      ...first,
      reader: () => {
        readers += 1;
        return { read: () => nothing };
      },
    };
    const book = new DialectBook({ known: [counted] });
    const before = book.dialectOf('a')?.reader;
    for (let i = 0; i < 10_001; i += 1) book.dialectOf(`a/${i}`);
    expect(book.dialectOf('a')?.reader).toBe(before);
    expect(readers).toBe(1);
  });

  it('says everything that must be said so that devices go on speaking', () => {
    const keepAlives = (topic: string) => () => [{ topic, payload: '' }];
    const known = ['x', 'y'].map((name) => aDialect(name, name, { keepAlives: keepAlives(name) }));
    expect(new DialectBook({ known: [...known, first] }).keepAlives()).toEqual([
      { topic: 'x', payload: '' },
      { topic: 'y', payload: '' },
    ]);
  });
});

describe('every dialect', () => {
  const book = new DialectBook();
  const levels = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('%', '__proto__', ':')), {
    minLength: 3,
    maxLength: 5,
  });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  const places = [...trafficFilters, '/sensor_data', '/data', '/receive-json', '/api/v2/write', '/write'];

  it.each(places)('never throws on %s, and refuses with words', (filter) => {
    fc.assert(
      fc.property(levels, bytes, fc.boolean(), (names, payload, isRetained) => {
        const next = (): string => names.shift() ?? 'x';
        const topic = filter.replaceAll(/[+#]/g, next);
        const heard = book.dialectOf(topic)?.reader.read(aMessage(topic, payload, { isRetained }));
        if (heard?.kind === 'refused') expect(heard.reason).toMatch(/\w{3}/);
      }),
    );
  });

  it('has a name of its own, short enough for the registry', () => {
    const names = dialects.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,40}$/);
  });
});
