import type { PumpFlows } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { frame } from '../seeded-points.fixture.js';
import { flowsOption } from './flows-option.js';
import { charts } from './pump-frame.fixture.js';
import { runtimeOption } from './runtime-option.js';

const { theme } = frame;
const nodes = {
  ground: 'Ground',
  electricity: 'Electricity',
  pump: 'Pump',
  heater: 'Heater',
  house: 'House',
};
const percent = (value: number) => `${value.toFixed(1)} %`;

describe('flowsOption', () => {
  const optionOf = (flows: PumpFlows) =>
    flowsOption(flows, { theme, labels: nodes, colours: nodes, percent }).option.series as unknown as {
      data: { name: string }[];
      links: { source: string; target: string; value: number }[];
      tooltip: { formatter: (item: object) => string };
    };

  it('leads what comes in through the pump to the house, and the heater beside it', () => {
    const { data, links } = optionOf(charts.flows!);
    expect(data.map(({ name }) => name)).toEqual(['ground', 'pump', 'electricity', 'house', 'heater']);
    expect(links.map(({ source, target, value }) => [source, target, value])).toEqual([
      ['ground', 'pump', 300],
      ['electricity', 'pump', 100],
      ['pump', 'house', 400],
      ['heater', 'house', 20],
    ]);
  });

  it('has no heater where it is not worth being shown', () => {
    expect(optionOf({ ...charts.flows!, heater: 0 }).data).toHaveLength(4);
  });

  it('says a flow as its share of all heat', () => {
    const { tooltip, links } = optionOf(charts.flows!);
    expect(tooltip.formatter({ dataType: 'edge', data: links[3] })).toBe('Heater → House: 4.8 %');
    expect(tooltip.formatter({ dataType: 'node', name: 'ground', data: {} })).toBe('Ground');
  });
});

describe('runtimeOption', () => {
  const labels = { compressorPct: 'Alone', togetherPct: 'Together', heaterPct: 'Heater', idlePct: 'Idle' };
  const middle = { number: '46 %', words: 'compressor' };

  it('has a part for each state that occurred, and one text in the middle', () => {
    const { series } = runtimeOption(charts.runtime!, {
      theme,
      labels,
      colours: labels,
      percent,
      middle,
    }).option;
    const { data } = series as unknown as {
      data: { name: string; value: number; label: { show: boolean } }[];
    };
    expect(data.map(({ name, value }) => [name, value])).toEqual([
      ['Alone', 40],
      ['Together', 6],
      ['Idle', 54],
    ]);
    expect(data.filter(({ label }) => label.show)).toHaveLength(1);
  });
});
