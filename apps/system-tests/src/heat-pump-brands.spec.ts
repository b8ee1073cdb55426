import { controlApiService } from '@kilowatch/control-api';
import { historianService } from '@kilowatch/historian';
import { ingestService } from '@kilowatch/ingest';
import { eventually, startWorld } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { saidByPumps } from './heat-pump-messages.js';
import { getJson } from './http.js';

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
  it.each(saidByPumps)('have data: %s', async (name, brand, said) => {
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
