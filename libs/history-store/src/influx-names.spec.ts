import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import { storedName, storedText, textOf } from './influx/stored-text.js';
import { withEachInflux } from './suite/each-influx.js';
import { aMessage, aReading, batchOf, range, t0, windowed } from './suite/fixtures.js';

/** Names that would end a string, a line or a pipe if they were put in as they are. */
const names = [
  'a"b',
  "it's",
  'back\\slash',
  'ends with \\',
  '\\"',
  '${r.device}',
  '$${}',
  '$"',
  '$\\',
  '$" or true) |> yield(name: "now") //',
  'line\nfeed',
  'carriage\rreturn\r\n',
  'tab\tand nul\0',
  ' spaces, commas and = signs ',
  'ü 漢字 😀 \u2028',
  'a//b#c',
  '%0A%',
  '") |> drop(columns: ["device"]) //',
  'x" or r.device != "',
  'x" or device != "x',
  '"] |> yield(name: "now',
];

withEachInflux(({ make, open }) => {
  it('keeps devices, metrics and indexes of any name apart, and comes back with them as they were', async () => {
    const store = await open(await make());
    const readings = names.flatMap((name, i) => [
      aReading({ device: `battery:${name}`, value: i }),
      aReading({ metric: `m ${name}`, value: i }),
      aReading({ metric: 'indexed', index: name, value: i }),
    ]);
    await store.append([batchOf(...readings)]);
    expect(await store.latest({})).toHaveLength(readings.length);
    for (const [i, name] of names.entries()) {
      const device = `battery:${name}`;
      expect(await store.latest({ devices: [device] })).toEqual([aReading({ device, value: i })]);
      const metric = `m ${name}`;
      const { points } = await store.points(range({ metrics: [metric] }));
      expect(points).toEqual([{ metric, atMs: t0, value: i }]);
      expect((await store.windows(windowed({ device }))).windows).toMatchObject([{ count: 1, last: i }]);
      expect(await store.statistics({ ...range(), metrics: [metric] })).toMatchObject([{ metric, count: 1 }]);
    }
    const { points } = await store.points(range({ metrics: ['indexed'] }));
    expect(points.map(({ index }) => index).sort()).toEqual(names.toSorted());
  });

  it('forgets a device of any name, and no other', async () => {
    const store = await open(await make());
    const devices = ['', ...names].map((name) => `battery:demo${name}`);
    await store.append([
      {
        readings: devices.map((device) => aReading({ device })),
        messages: devices.map((device) => aMessage({ device })),
      },
    ]);
    for (const [i, device] of devices.entries()) {
      expect(await store.forget(device)).toEqual({ points: 1, messages: 1 });
      expect(await store.latest({})).toHaveLength(devices.length - 1 - i);
    }
  });

  it('returns originals as they came, from a source of any name, and knows a batch of any name', async () => {
    const store = await open(await make());
    const bodies = [...names, '', '{"a":"\\u0000\\n"}', 'x'.repeat(100_000), '"'.repeat(50)];
    const messages = bodies.map((body, i) =>
      aMessage({ body, arrival: i, source: `mqtt:${body.slice(0, 50)}` }),
    );
    await store.append([{ readings: [], messages }]);
    const { messages: found } = await store.messages({ ...range(), limit: 100 });
    expect(found).toEqual(messages);
    const batches = names.map((name) => ({ id: { source: name, batch: name }, ...batchOf() }));
    await store.append(batches);
    const again = await open(await make());
    expect((await again.append(batches)).every(({ isRepeated }) => isRepeated)).toBe(false);
    expect((await store.append(batches)).every(({ isRepeated }) => isRepeated)).toBe(true);
  });
});

it('any text that is well-formed comes back from its stored form, which has no control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(textOf(storedName(text))).toBe(text);
      expect(textOf(storedText(text))).toBe(text);
      expect(storedName(text)).not.toMatch(/[\p{Cc}"\\$]/u);
    }),
  );
});
