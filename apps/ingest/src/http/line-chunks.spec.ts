import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineChunks } from './line-chunks.js';

const chunksOf = (text: string, mostBytes: number) =>
  lineChunks(Buffer.from(text), mostBytes).map(({ bytes, firstLine }) => [bytes.toString(), firstLine]);

describe('lines in parts', () => {
  it.each<[string, number, (string | number)[][]]>([
    ['', 4, []],
    ['a', 4, [['a', 1]]],
    ['a\nb\nc\n', 4, [['a\nb\n', 1], ['c\n', 3]]], // prettier-ignore
    ['abcdef\ng', 4, [['abcdef\n', 1], ['g', 2]]], // prettier-ignore
    ['\n\n\nabcdef', 2, [['\n\n', 1], ['\n', 3], ['abcdef', 4]]], // prettier-ignore
  ])('%j of %d bytes', (text, mostBytes, chunks) => {
    expect(chunksOf(text, mostBytes)).toEqual(chunks);
  });

  it('are the same lines, each with its number, none larger than it must be', () => {
    const lines = fc.array(fc.constantFrom('', 'a', 'bb', 'ccccccccc', 'é'), { maxLength: 30 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 20 }), (all, mostBytes) => {
        const chunks = lineChunks(Buffer.from(all.join('\n')), mostBytes);
        expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()).toBe(all.join('\n'));
        for (const { bytes, firstLine } of chunks) {
          const [first, ...others] = bytes.toString().split('\n');
          expect(first).toBe(all[firstLine - 1]);
          if (bytes.length > mostBytes) expect(others.join('')).toBe('');
        }
      }),
    );
  });
});
