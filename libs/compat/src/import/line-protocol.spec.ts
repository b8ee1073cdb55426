import { pointColumns, type PointColumns } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineProtocol } from './line-protocol.js';
import { PointBlock } from './point-block.js';

const ns = '1735689600123000000';
const atMs = 1_735_689_600_123;

/** What becomes of the lines: their points, and why some have none. */
const readAll = (
  lines: readonly string[],
  options: Partial<ConstructorParameters<typeof LineProtocol>[0]> = {},
) => {
  const reader = new LineProtocol({ precision: 'ns', ...options });
  const block = new PointBlock();
  const problems = lines.map((line, i) => (reader.isIdle(line) ? 'idle' : reader.read(line, i + 1, block)));
  return { problems, columns: block.toColumns(), lines: block.lines };
};
const pointsOf = ({ series, of, atMs: times, value, ordinal, quality }: PointColumns) =>
  of.map((slot, i) => ({
    ...series[slot],
    atMs: times[i],
    value: value[i],
    ...(ordinal && { ordinal: ordinal[i] }),
    ...(quality && { quality: quality[i] }),
  }));
const pointOf = (line: string, options?: Parameters<typeof readAll>[1]) => {
  const { problems, columns } = readAll([line], options);
  return problems[0] ?? pointsOf(columns);
};
const cellar = { device: 'sensor:cellar' };

describe('line protocol', () => {
  it.each<[string, object[], Parameters<typeof readAll>[1]?]>([
    [
      `battery,device=battery:b1,name=socPct,unit=% value=50 ${ns}`,
      [{ device: 'battery:b1', metric: 'socPct', atMs, value: 50 }],
    ],
    [
      `battery,device=battery:b1,index=3,name=cellVoltageV receivedLagMs=20i,value=3.6 ${ns}`,
      [{ device: 'battery:b1', metric: 'cellVoltageV', index: '3', atMs, value: 3.6 }],
    ],
    [
      `battery,device=battery:b1,name=socPct ordinal=1000005i,quality=2i,value=-1e-3 1735689600123000005`,
      [
        {
          device: 'battery:b1',
          metric: 'socPct',
          atMs,
          value: -0.001,
          ordinal: 1_000_005,
          quality: 'estimated',
        },
      ],
    ],
    [
      `gas,device=gas:a%25b\\ c\\,d,name=co%0Appm value=1 ${ns}`,
      [{ device: 'gas:a%b c,d', metric: 'co\nppm', atMs, value: 1 }],
    ],
    [
      `battery_data charge=10,discharge=0i ${ns}`,
      [
        { device: 'battery:default', metric: 'charge', atMs, value: 10 },
        { device: 'battery:default', metric: 'discharge', atMs, value: 0 },
      ],
    ],
    [
      `climate,room=north,device=sensor:n1 tempC=21.5,humidityPct=40u ${ns}`,
      [
        { device: 'sensor:n1', metric: 'tempC', atMs, value: 21.5 },
        { device: 'sensor:n1', metric: 'humidityPct', atMs, value: 40 },
      ],
    ],
    [`  climate   tempC=+.5   ${ns}  `, [{ ...cellar, metric: 'tempC', atMs, value: 0.5 }], cellar],
    [
      `my\\ climate,a\\=b=c\\ d temp\\ C=21,n\\,m=5. ${ns}\r`,
      [
        { ...cellar, metric: 'temp C', atMs, value: 21 },
        { ...cellar, metric: 'n,m', atMs, value: 5 },
      ],
      cellar,
    ],
    [
      `heatpump,name=supply,register_id=1 value=35 ${ns}`,
      [{ device: 'heat-pump:h', metric: 'supply', atMs, value: 35 }],
      { device: 'heat-pump:h' },
    ],
    [
      `climate tempC=1 1735689600123`,
      [{ ...cellar, metric: 'tempC', atMs, value: 1 }],
      { ...cellar, precision: 'ms' as const },
    ],
    [
      `climate tempC=1 1735689600`,
      [{ ...cellar, metric: 'tempC', atMs: 1_735_689_600_000, value: 1 }],
      { ...cellar, precision: 's' as const },
    ],
    [
      `climate tempC=1 1735689600123456`,
      [{ ...cellar, metric: 'tempC', atMs, value: 1, ordinal: 456_000 }],
      { ...cellar, precision: 'us' as const },
    ],
    [
      `climate tempC=1 1735689600123456789`,
      [{ ...cellar, metric: 'tempC', atMs, value: 1, ordinal: 456_789 }],
      cellar,
    ],
  ])('reads %s', (...[line, points, options]) => {
    expect(pointOf(line, options)).toEqual(points);
  });

  it.each([
    [`climate tempC=NaN ${ns}`, /^tempC: only finite numbers are kept; got "NaN"$/],
    [`climate tempC=-Inf ${ns}`, /only finite/],
    [`climate tempC=1e999 ${ns}`, /too large/],
    [`climate n=18446744073709551616i ${ns}`, /^n: the number is too large: .*; got "18446744073709551616"$/],
    [`climate n=18446744073709551616 ${ns}`, /too large/],
    [`climate state="ok, really = 1" ${ns}`, /^state is text, .*: only numbers are kept$/],
    [`climate tempC=21.5,state="on" ${ns}`, /^state is text/],
    [`climate isOn=true ${ns}`, /^isOn is true: .* write 1 or 0$/],
    [`climate tempC=0x10 ${ns}`, /must be a number such as 12.5; got "0x10"/],
    [`climate tempC= ${ns}`, /empty/],
    [`climate =5 ${ns}`, /name=value/],
    [`climate tempC=1, ${ns}`, /name=value/],
    [`climate tempC ${ns}`, /name=value/],
    [`climate,room tempC=1 ${ns}`, /^a tag must be name=value/],
    ['climate tempC=1', /^no time: it must follow the fields, in ns$/],
    ['climate', /^a line must be/],
    ['climate tempC=1 soon', /^the time must be Unix time in ns, after 1970; got "soon"$/],
    ['climate tempC=1 -5', /after 1970/],
    ['climate tempC=1 99999999999999999999999999', /after 1970/],
    [
      'climate tempC=1 1735689600123',
      /^the time is 1970-01-01T00:28:55.689Z: is it really in ns \(the parameter precision\)\?$/,
    ],
    [`battery,device=battery:b1,name=socPct ordinal=4i ${ns}`, /no field value/],
    [`battery,device=battery:b1,name=socPct volume=4i,value=5 ${ns}`, /^volume=4 means nothing/],
    [`battery,device=battery:b1,name=socPct quality=99i,value=5 ${ns}`, /^quality=99 means nothing/],
    [`climate ${'x'.repeat(101)}=4 ${ns}`, /^metric: /],
    [`climate ${Array.from({ length: 501 }, (_, i) => `f${i}=1`).join()} ${ns}`, /^more than 500 fields/],
  ])('refuses %s', (line, reason) => {
    expect(pointOf(line, cellar)).toMatch(reason);
  });

  it('says how to name a device where nothing does', () => {
    expect(pointOf(`climate,device=n1 tempC=1 ${ns}`)).toMatch(
      /tag device=<kind>:<id> .*\?device=…; got the tag device="n1"$/,
    );
    expect(pointOf(`climate tempC=1 ${ns}`)).toMatch(/\?device=…$/);
  });

  it('a broken line costs only itself', () => {
    const { problems, lines, columns } = readAll(
      ['# made by hand', '', `climate a=1 ${ns}`, 'junk', `climate a=2,b="x" ${ns}`, `climate b=3 ${ns}`],
      cellar,
    );
    expect(problems).toEqual(['idle', 'idle', undefined, expect.any(String), expect.any(String), undefined]);
    expect(lines).toEqual([3, 6]);
    expect(columns.value).toEqual([1, 3]);
  });

  it('never makes one series of two that differ in a tag', () => {
    const { problems } = readAll(
      [`climate,room=a t=1 ${ns}`, `climate,room=b t=2 ${ns}`, `climate,room=a t=3 ${ns}`],
      cellar,
    );
    expect(problems).toEqual([
      undefined,
      expect.stringMatching(/would both become t of sensor:cellar/),
      undefined,
    ]);
  });

  it('survives anything', () => {
    const piece = fc.constantFrom(
      'climate',
      ',',
      '=',
      ' ',
      '"',
      '\\',
      '1',
      ns,
      'device',
      'sensor:a',
      'value',
      'name',
      '%0A',
      'i',
      'NaN',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (line) => {
          const { problems, columns } = readAll([line], cellar);
          if (problems[0] !== undefined) expect(columns.of).toEqual([]);
          else expect(pointColumns.safeParse(columns).error).toBeUndefined();
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('reads back what an InfluxDB client writes, whatever the names and numbers are', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => !/[\p{Cc}\\]/u.test(text) && text.trim() === text);
    const escaped = (text: string) => text.replace(/[,= ]/g, '\\$&');
    const value = fc
      .double({ noDefaultInfinity: true, noNaN: true })
      .filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n));
    fc.assert(
      fc.property(
        name,
        name,
        value,
        fc.integer({ min: 946_684_800_000, max: 9e12 }),
        fc.nat(999_999),
        (measurement, field, number, ms, nano) => {
          fc.pre(
            !measurement.startsWith('#') && !measurement.startsWith('"') && measurement !== 'battery_data',
          );
          const time = String(BigInt(ms) * 1_000_000n + BigInt(nano));
          const found = pointOf(`${escaped(measurement)} ${escaped(field)}=${number} ${time}`, cellar);
          expect(found).toEqual([
            { ...cellar, metric: field, atMs: ms, value: number + 0, ...(nano > 0 && { ordinal: nano }) },
          ]);
        },
      ),
    );
  });
});
