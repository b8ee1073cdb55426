import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineProtocol, readLines } from './line-protocol.js';
import { listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';

const { hear, reasonOf } = listenerOf(lineProtocol);
const oneOf = (line: string) => readLines(line).said.map(({ device, measured }) => [device, ...measured]);

describe('line protocol', () => {
  it.each([
    ['influx/site', true],
    ['/api/v2/write', true],
    ['/api/v2/write?bucket=b&precision=s', true],
    ['/write/lines', true],
    ['/write', true],
    ['/writeCharge', false],
    ['influx', false],
  ])('speaks on %s: %s', (topic, speaks) => expect(lineProtocol.speaks(topic)).toBe(speaks));

  it.each<[string, unknown[]]>([
    ['t,device=attic value=21.5', ['sensor:attic', { metric: 't', value: 21.5 }]],
    ['t,device=battery:b1 socPct=50', ['battery:b1', { metric: 'socPct', value: 50 }]],
    ['t,device=nonsense:b1 a=1', ['sensor:nonsense:b1', { metric: 'a', value: 1 }]],
    ['weather temperature=82i', ['sensor:weather', { metric: 'temperature', value: 82 }]],
    ['weather value=-0', ['sensor:weather', { metric: 'weather', value: 0 }]],
    [
      'mem,host=pi used=12u,free=.5e3',
      ['sensor:pi', { metric: 'mem_used', value: 12 }, { metric: 'mem_free', value: 500 }],
    ],
    [
      'cpu,host=pi,cpu=cpu0,a=b usage=1',
      ['sensor:pi', { metric: 'cpu_usage', value: 1, index: 'a=b,cpu=cpu0' }],
    ],
    ['t,device=d,unit=°F value=70', ['sensor:d', { metric: 't', value: 70, unit: '°F' }]],
    [
      't,device=d on=true,off=F,text="a b,c=d \\" e"',
      ['sensor:d', { metric: 'on', value: 1 }, { metric: 'off', value: 0 }],
    ],
    ['my\\ place\\,x,device=a\\=b\\ c f\\ g=1', ['sensor:a=b c', { metric: 'f g', value: 1 }]],
    ['t,device=d  a=1   \r', ['sensor:d', { metric: 'a', value: 1 }]],
  ])('%s', (line, expected) => expect(oneOf(line)).toEqual([expected]));

  it.each([
    ['1556813561098000250', 'ns', 1_556_813_561_098, 0],
    ['1556813561098250000', 'ns', 1_556_813_561_098, 250],
    ['1556813561098250', 'us', 1_556_813_561_098, 250],
    ['1556813561098', 'ms', 1_556_813_561_098, 0],
    ['1556813561', 's', 1_556_813_561_000, 0],
    ['432448', 'h', 1_556_812_800_000, 0],
    ['-1', 's', -1_000, 0],
  ])('takes %s %s for a time, exactly', (time, precision, atMs, restUs) => {
    expect(readLines(`a b=1 ${time}`, precision).said[0]?.own).toEqual({
      atMs,
      restUs,
      key: 'time',
      asSent: time,
    });
  });

  it('has its precision from the query of the path', () => {
    expect(hear('/api/v2/write?org=o&precision=s', 'a b=1 10')).toMatchObject({
      said: [{ own: { atMs: 10_000 } }],
    });
    expect(reasonOf('/api/v2/write?precision=x', 'a b=1 10')).toMatch(/precision must be one of ns/);
  });

  it('loses no line for another, and says of which it is what', () => {
    const lines =
      'a,device=d v=1\n# a comment\n\nbroken\nb,device=d text="two\nlines",v=2\nc v=\nd,device=d v=3';
    const { said, refused } = readLines(lines);
    expect(said.map(({ measured }) => measured[0]?.metric)).toEqual(['v', 'v', 'v']);
    expect(refused?.reason).toMatch(/^line 4: there are no fields.*; and 1 more lines$/);
    expect(refused?.text).toBe('broken\nc v=\n');
    expect(said[1]?.piece).toBe('b,device=d text="two\nlines",v=2\n');
    expect(hear('influx/x', lines)).toMatchObject({ kind: 'said', refused });
  });

  it('makes of tags without an end an index of 100 characters that others do not have', () => {
    const indexOf = (end: string) =>
      readLines(`m,device=d,tag=${'x'.repeat(200)}${end} v=1`).said[0]?.measured[0]?.index ?? '';
    expect(indexOf('a')).toHaveLength(100);
    expect(indexOf('a')).not.toBe(indexOf('b'));
  });

  it.each([
    ['m v=abc', /"v" must be a number/],
    ['m v=1e999', /"v" must be a number/],
    ['m v=NaN', /"v" must be a number/],
    ['m v', /key=value/],
    ['m,tag v=1', /key=value/],
    [',a=b v=1', /measurement is missing/],
    ['m v="open', /no closing quote/],
    ['m v=1 noon', /whole number/],
    ['m v=1 1 2', /escape a blank/],
    ['m', /no fields/],
    [`m,device=${'x'.repeat(300)} v=1`, /190 characters/],
    [`m ${'x'.repeat(101)}=1`, /100 whole characters/],
    [new Uint8Array([0xff]), /UTF-8/],
  ])('refuses %s in words', (line, words) => expect(reasonOf('influx/x', line)).toMatch(words));

  it.each([[''], ['# only this'], ['m text="hi"']])('makes nothing of %j', (line) =>
    expect(hear('influx/x', line)).toEqual({ kind: 'nothing' }),
  );

  it('reads back every line that is written by the rules', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter((text) => !/[\\\n\r\t]/.test(text) && !text.startsWith('#'));
    const escaped = (text: string) => text.replaceAll(/[,= "]/g, (sign) => `\\${sign}`);
    const field = fc.tuple(name, fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(name, name, field, (measurement, device, [key, value]) => {
        const { said, refused } = readLines(
          `${escaped(measurement)},sensor=${escaped(device)} ${escaped(key)}=${value}`,
        );
        expect(refused).toBeUndefined();
        const metric = key === 'value' ? measurement : `${measurement}_${key}`;
        expect(said).toMatchObject([
          { device: `sensor:${device}`, measured: [{ metric, value: value + 0 }] },
        ]);
      }),
    );
  });

  it('answers anything within the contract, and every line is read or named', () => {
    expectAnswersToAnything(lineProtocol, { topics: ['influx/x', '/api/v2/write?precision=s'], keys: ['a'] });
    const sign = fc.constantFrom(
      'm',
      ',',
      '=',
      ' ',
      '"',
      '\\',
      '\n',
      '\r',
      '1',
      'i',
      't',
      'device',
      '\ud83d',
      '#',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        const { said } = readLines(signs.join(''));
        for (const { measured } of said)
          expect(measured.every(({ value }) => Number.isFinite(value))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
