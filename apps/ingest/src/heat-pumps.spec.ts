import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';

const mac = '0004A3B1C2D3';
const device = `heat-pump:${mac}`;

const startHearing = async (env: Record<string, string> = {}) => {
  const world = await startIngest({ env });
  /** Metric and value of each reading, in their order. */
  const values = () => readingsIn(world).map(({ metric, value }) => [metric, value]);
  const qualities = () => readingsIn(world).map(({ metric, quality }) => [metric, quality]);
  const entry = () => world.entries.filter(({ body }) => body.kind === 'heat-pump').at(-1)?.body;
  return { ...world, values, qualities, entry };
};

describe('what a heat pump says', () => {
  it('of a Husdata gateway becomes readings by its registers, and its brand is recognised', async () => {
    const { mqtt, values, entry, ...world } = await startHearing();
    const sent = [
      ['0007', '-3.5'],
      ['0004', '38.0'],
      ['BA91', '0'],
    ] as const;
    for (const [register, value] of sent) await mqtt.publish(`${mac}/HP/${register}`, value);
    await eventually(() =>
      expect(values()).toEqual([
        ['outdoor_temp', -3.5],
        ['heat_carrier_forward', 38],
        ['radiator_forward', 38],
        ['alarm_code', 0],
      ]),
    );
    expect(messagesIn(world)[0]).toMatchObject({ device, source: `mqtt:${mac}/HP/0007`, body: '-3.5' });
    await eventually(() => expect(entry()).toMatchObject({ device, dialect: 'husdata', brand: 'ivt' }));
  });

  it('is read by the brand that is set', async () => {
    const { mqtt, values } = await startHearing({ HEATPUMP_BRAND: 'nibe', HEATPUMP_BRANDS: `${mac}=ivt` });
    await mqtt.publish(`${mac}/HP/1A05`, '1');
    await mqtt.publish('0004A3B1C2D4/HP/1A05', '1');
    await eventually(() =>
      expect(values()).toEqual([
        ['heat_circuit_pump_status', 1],
        ['radiator_pump_status', 1],
      ]),
    );
  });

  it('through ThermIQ-MQTT is of the time in it, unless that cannot be', async () => {
    const { mqtt, ...world } = await startHearing();
    await mqtt.publish('ThermIQ/ThermIQ-mqtt/data', { r01: 21, r02: 4, timestamp: 1_767_268_800 });
    await mqtt.publish('ThermIQ/ThermIQ-mqtt/data', { r00: -3, timestamp: 7 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
    const [indoor, outdoor] = readingsIn(world);
    expect(indoor).toMatchObject({ metric: 'indoor_temp', value: 21.4, atMs: 1_767_268_800_000 });
    expect(outdoor).toMatchObject({ metric: 'outdoor_temp', value: -3, atMs: outdoor?.receivedAtMs });
  });

  it('through nibe-mqtt is in the units of the metrics; a last will says that it is away', async () => {
    const { mqtt, values, entry } = await startHearing();
    await mqtt.publish('nibe/coils/compr-in-power-43141', '1.85');
    await mqtt.publish('nibe/coils/prio-43086', 'HOT WATER');
    await mqtt.publish('nibe/availability', 'offline');
    await eventually(() =>
      expect(values()).toEqual([
        ['power_consumption', 1_850],
        ['switch_valve_status', 1],
      ]),
    );
    await eventually(() =>
      expect(entry()).toMatchObject({ device: 'heat-pump:nibe', connection: 'offline' }),
    );
  });

  it('is missing, estimated or stale where it is no measurement of that moment', async () => {
    const { mqtt, qualities } = await startHearing();
    await mqtt.publish(`${mac}/HP/0008`, '-48.3');
    await mqtt.publish(`${mac}/HP/0003`, '31.5');
    await mqtt.publish('nibe/coils/bt50-40033', '-32768');
    await eventually(() =>
      expect(qualities()).toEqual([
        ['indoor_temp', 'missing'],
        ['heat_carrier_return', undefined],
        ['radiator_return', 'estimated'],
        ['indoor_temp', 'missing'],
      ]),
    );
  });

  it('that nobody can read is in quarantine, with words', async () => {
    const { mqtt, quarantine } = await startHearing();
    await mqtt.publish(`${mac}/HP/0007`, 'warm');
    await mqtt.publish('ThermIQ/ThermIQ-mqtt/data', '[]');
    await mqtt.publish('nibe/coils/prio-43086', 'SAUNA');
    await eventually(async () => expect((await quarantine()).refusals).toHaveLength(3));
    expect((await quarantine()).refusals.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/prio-43086 must be one of/),
      expect.stringMatching(/JSON object of registers/),
      expect.stringMatching(/Register 0007 must be a number/),
    ]);
  });
});
