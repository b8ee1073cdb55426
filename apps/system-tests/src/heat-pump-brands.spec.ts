import { controlApiService } from '@kilowatch/control-api';
import { historianService } from '@kilowatch/historian';
import { ingestService } from '@kilowatch/ingest';
import { eventually, startWorld } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { getJson } from './http.js';

type Said = readonly (readonly [topic: string, payload: string])[];

const husdata = (registers: Readonly<Record<string, string>>): Said =>
  Object.entries(registers).map(([register, value]) => [`0004A3B1C2D3/HP/${register}`, value] as const);
const common = {
  ...{ '0005': '3.4', '0006': '-0.1', '0007': '-4.5', '0008': '21.2', '0009': '48.3' },
  ...{ '1A01': '1', '1A07': '0' },
};
const carrier = { '0003': '31.2', '0004': '38.4' };
const coils = (values: Readonly<Record<string, string>>): Said =>
  Object.entries(values).map(([coil, value]) => [`nibe/coils/x-${coil}`, value] as const);

const pumps: readonly (readonly [string, string, Said])[] = [
  [
    'Thermia behind Husdata',
    'thermia',
    husdata({ ...common, '0001': '31.2', '0002': '38.4', 3104: '33', CFAA: '2080', '2A91': '0' }),
  ],
  [
    'IVT behind Husdata, without sensors at the radiators',
    'ivt',
    husdata({ ...common, ...carrier, BA91: '0', '1A02': '1', '1A03': '0', CFAA: '2080' }),
  ],
  [
    'NIBE behind Husdata, which knows no power',
    'nibe',
    husdata({ ...common, ...carrier, 3104: '33', 4101: '3.5', 4102: '3.1', 4103: '3.3' }),
  ],
  [
    'NIBE behind nibe-mqtt',
    'nibe',
    coils({
      ...{ 40004: '-4.5', 40033: '21.2', 40013: '48.3', 40015: '3.4', 40016: '-0.1', 40008: '38.4' },
      ...{ 40012: '31.2', 43427: 'RUNNING', 43086: 'HEAT', 43084: '3.0', 43141: '2.08' },
    }),
  ],
  [
    'Thermia behind ThermIQ-MQTT',
    'thermia',
    [
      [
        'ThermIQ/ThermIQ-mqtt/data',
        '{"r00":-4,"r01":21,"r02":2,"r05":38,"r06":31,"r07":48,"r08":0,"r09":4,"r0d":1,"r10":7}',
      ],
    ],
  ],
];

const temperatures = [
  ...['outdoor_temp', 'indoor_temp', 'radiator_forward', 'radiator_return', 'hot_water_top'],
  ...['brine_in_evaporator', 'brine_out_condenser'],
];

interface Charts {
  readonly cop: { readonly values: readonly number[] };
  readonly temperature: Readonly<Record<string, readonly number[]>>;
  readonly runtime: Readonly<Record<string, number>>;
  readonly sankey: { readonly has_data: boolean };
  readonly performance: Readonly<Record<string, readonly unknown[]>>;
  readonly power: Readonly<Record<string, readonly unknown[]>>;
  readonly valve: Readonly<Record<string, readonly unknown[]>>;
  readonly config: { readonly brand: string };
}

describe('the seven charts', () => {
  it.each(pumps)('have data: %s', async (name, brand, said) => {
    const { mqtt, url } = await startWorld([ingestService, historianService, controlApiService]);
    for (const [topic, payload] of said) await mqtt.publish(topic, payload);
    await eventually(async () => {
      const { body } = await getJson(`${url}/api/initial-data?range=1h`);
      const charts = body as Charts;
      expect(Object.keys(charts.temperature)).toEqual(['timestamps', ...temperatures]);
      expect(charts.cop.values.length).toBeGreaterThan(0);
      expect(charts.sankey.has_data).toBe(true);
      expect(Object.values(charts.runtime).every(Number.isFinite)).toBe(true);
      for (const block of [charts.performance, charts.valve])
        expect(Object.entries(block).filter(([, values]) => values.length === 0)).toEqual([]);
      const empty = Object.entries(charts.power).filter(([, values]) => values.length === 0);
      expect(empty.map(([line]) => line)).toEqual(name.includes('ThermIQ') ? ['power_consumption'] : []);
      expect(charts.config.brand).toBe(brand);
    });
  });
});
