import { describe, expect, it } from '@jest/globals';
import type { DialectSettings, Heard, Measured } from '../dialect.js';
import { aMessage, listenerOf } from '../suite/a-message.js';
import { expectAnswersToAnything } from '../suite/any-input.js';
import { husdata } from './husdata.js';
import { chartMetrics } from './suite/chart-metrics.js';

const mac = '0004A3B1C2D3';
type Sent = readonly (readonly [register: string, payload: string])[];

/** What a gateway that says all this one after the other is heard as. */
const hearAll = (sent: Sent, settings: DialectSettings = {}): Heard[] => {
  const reader = husdata.reader(settings);
  return sent.map(([register, payload]) => reader.read(aMessage(`${mac}/HP/${register}`, payload)));
};
const saidIn = (heard: Heard | undefined) => {
  if (heard?.kind !== 'said') throw new Error(`not said but ${JSON.stringify(heard)}`);
  return heard.said[0]!;
};
const measuredOf = (sent: Sent, settings?: DialectSettings): Measured[] =>
  hearAll(sent, settings).flatMap((heard) => [...saidIn(heard).measured]);
const lastOf = (sent: Sent, settings?: DialectSettings) => measuredOf(sent, settings).at(-1);
const brandOf = (sent: Sent, settings?: DialectSettings) =>
  saidIn(hearAll(sent, settings).at(-1)).about?.brand;

describe('husdata', () => {
  const { hear, said, reasonOf } = listenerOf(husdata);

  it.each([
    ['0007', '2.1', 'outdoor_temp', 2.1],
    ['1A01', '1', 'compressor_status', 1],
    ['CFAA', '2080', 'power_consumption', 2080],
    ['000d', '12.5', 'heat_carrier_flow', 12.5],
    ['STATUS/0008', '21.3', 'indoor_temp', 21.3],
    ['8105', '65476', 'degree_minutes', -60],
  ])('reads %s %s', (register, payload, metric, value) => {
    expect(said(`${mac.toLowerCase()}/HP/${register}`, payload)).toMatchObject([
      { device: `heat-pump:${mac}`, measured: [{ metric, value }] },
    ]);
  });

  it('takes a name of the demo in place of the address, as it is', () => {
    expect(said('demo_ivt/HP/0007', '2.1')[0]?.device).toBe('heat-pump:demo_ivt');
  });

  it.each(['CMD', 'SET/0203', 'STATUS', '12', 'STATUS/0001/x'])('hears nothing on %s', (rest) => {
    expect(hear(`${mac}/HP/${rest}`, '21.5')).toEqual({ kind: 'nothing' });
  });

  it('hears nothing in a message that was taken back', () => {
    expect(hear(`${mac}/HP/0007`, '')).toEqual({ kind: 'nothing' });
  });

  it.each(['abc', '{"value":1}', 'NaN', '1e999', '21,5', '\ud800'])('refuses %j, with words', (payload) => {
    expect(reasonOf(`${mac}/HP/0007`, payload)).toMatch(
      /^Register 0007 must be a number such as 21.5; it is "/,
    );
  });

  it.each(['0004A3B1C2D3/hp/0007', '0004A3B1C2/HP/0007', 'x/0004A3B1C2D3/HP/0007', 'abc/HP/0007'])(
    'does not speak %s',
    (topic) => expect(husdata.speaks(topic)).toBe(false),
  );

  it('keeps what no table has under the name of the register, with the unit of its class', () => {
    expect(measuredOf([['0ABC', '7.5']])).toEqual([{ metric: 'register_0ABC', value: 7.5, unit: '°C' }]);
    expect(measuredOf([['B123', '7']])).toEqual([{ metric: 'register_B123', value: 7, unit: undefined }]);
  });

  it('answers to anything', () => {
    expectAnswersToAnything(husdata, {
      topics: [`${mac}/HP/0007`, `${mac}/HP/3104`, `${mac}/HP/2A20`, `${mac}/HP/4101`, `${mac}/HP/STATUS`],
      keys: ['0007'],
    });
  });
});

describe('the scale of a gateway', () => {
  const last = (sent: Sent, settings?: DialectSettings) => lastOf(sent, settings);

  it('is raw where a number can be nothing else: of 65,531 a tenth below zero', () => {
    expect(last([['0006', '65531']])).toEqual({ metric: 'brine_out_condenser', value: -0.5 });
  });

  it('is found out from a temperature that is none', () => {
    expect(
      measuredOf([
        ['0008', '213'],
        ['0007', '21'],
        ['4101', '63'],
      ]).map(({ value }) => value),
    ).toEqual([21.3, 2.1, 6.3]);
  });

  it('is found out from a decimal point, wherever it was', () => {
    const sent: Sent = [
      ['5FAB', '12.5'],
      ['0007', '21'],
      ['0009', '480'],
    ];
    expect(measuredOf(sent).map(({ value }) => value)).toEqual([12.5, 21, 480]);
    expect(
      last([
        ['0008', '21.0'],
        ['0007', '21'],
      ]),
    ).toEqual({ metric: 'outdoor_temp', value: 21 });
  });

  it('makes a temperature suspect that could be both, until it is found out', () => {
    const sent: Sent = [
      ['0007', '21'],
      ['0008', '213'],
      ['0007', '21'],
    ];
    expect(measuredOf(sent)).toEqual([
      { metric: 'outdoor_temp', value: 21, quality: 'suspect' },
      { metric: 'indoor_temp', value: 21.3 },
      { metric: 'outdoor_temp', value: 2.1 },
    ]);
    expect(measuredOf([['0007', '0']])).toEqual([{ metric: 'outdoor_temp', value: 0 }]);
  });

  it('goes back to decimals when one is seen', () => {
    expect(
      last([
        ['0008', '213'],
        ['0009', '48.5'],
        ['0007', '21'],
      ])?.value,
    ).toBe(21);
  });

  it('may be set', () => {
    expect(last([['0007', '21']], { heatPumpScale: '0.1' })).toEqual({ metric: 'outdoor_temp', value: 2.1 });
    expect(
      last(
        [
          ['0008', '213'],
          ['0007', '21'],
        ],
        { heatPumpScale: '1' },
      ),
    ).toEqual({
      metric: 'outdoor_temp',
      value: 21,
    });
  });

  it('of percent is that of a whole unless more than all was seen', () => {
    const percents = (...payloads: string[]) =>
      measuredOf(payloads.map((payload): [string, string] => ['3104', payload])).map(({ value }) => value);
    expect(percents('0', '33', '100')).toEqual([0, 33, 100]);
    expect(percents('333', '50')).toEqual([33.3, 5]);
  });

  it('leaves counters of more than 32,767 alone', () => {
    expect(last([['6C60', '40000']])?.value).toBe(40_000);
  });

  it('says that a sensor is missing', () => {
    expect(last([['0008', '-48.3']])).toEqual({ metric: 'indoor_temp', value: -48.3, quality: 'missing' });
    expect(last([['0008', '65051']])).toEqual({ metric: 'indoor_temp', value: -48.5, quality: 'missing' });
  });
});

describe('the brand behind a gateway', () => {
  it.each([
    ['thermia', '2A91'],
    ['ivt', 'BA91'],
    ['nibe', '2A20'],
  ] as const)('%s is recognised by %s', (brand, register) => {
    expect(brandOf([['0007', '2.1']])).toBeUndefined();
    expect(
      brandOf([
        [register, '0'],
        ['0007', '2.1'],
      ]),
    ).toBe(brand);
  });

  it('is the one with most of the registers that only it has', () => {
    expect(
      brandOf([
        ['2A20', '0'],
        ['6C55', '1'],
        ['6C56', '1'],
      ]),
    ).toBe('ivt');
  });

  it('is what was set, for the device before for all', () => {
    const settings: DialectSettings = { heatPumpBrand: 'thermia' };
    expect(brandOf([['BA91', '0']], settings)).toBe('thermia');
    const brands = { [`heat-pump:${mac}`]: 'nibe' } as const;
    const brandOfDevice = (device: string) => brands[device as keyof typeof brands];
    expect(brandOf([['BA91', '0']], { ...settings, brandOf: brandOfDevice })).toBe('nibe');
  });

  it('decides what a register is that brands have differently; before, only the message is kept', () => {
    expect(measuredOf([['1A05', '1']])).toEqual([]);
    expect(measuredOf([['1A05', '1']], { heatPumpBrand: 'ivt' })[0]?.metric).toBe('heat_circuit_pump_status');
    expect(measuredOf([['1A05', '1']], { heatPumpBrand: 'nibe' })[0]?.metric).toBe('radiator_pump_status');
  });

  const temperatures: Sent = [
    ['0005', '3.1'], ['0006', '0.2'], ['0007', '-4.5'], ['0008', '21.0'], ['0009', '48.2'], ['1A01', '1'], ['1A07', '0'],
  ]; // prettier-ignore
  it.each<[string, Sent]>([
    [
      'thermia',
      [
        ['0001', '31.0'],
        ['0002', '38.0'],
        ['3104', '0'],
        ['CFAA', '2080'],
      ],
    ],
    [
      'ivt',
      [
        ['0003', '31.0'],
        ['0004', '38.0'],
        ['1A02', '1'],
        ['1A03', '0'],
        ['CFAA', '2100'],
      ],
    ],
    [
      'nibe',
      [
        ['0003', '31.0'],
        ['0004', '38.0'],
        ['3104', '0'],
        ['4101', '3.5'],
        ['4102', '3.0'],
        ['4103', '3.2'],
      ],
    ],
  ])('%s has data for all charts', (_brand, own) => {
    const metrics = new Set(measuredOf([...temperatures, ...own]).map(({ metric }) => metric));
    expect(chartMetrics.filter((metric) => !metrics.has(metric))).toEqual([]);
  });
});
