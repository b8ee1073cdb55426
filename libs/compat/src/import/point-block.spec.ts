import { maxImportedPoints } from '@kilowatch/contracts';
import { expect, it } from '@jest/globals';
import { LineProtocol } from './line-protocol.js';
import { PointBlock } from './point-block.js';

it('a block is full while there is still room for the longest line, and before its names outgrow a message', () => {
  const reader = new LineProtocol({ precision: 'ms', device: 'sensor:cellar' });
  const fill = (field: (i: number) => string, most?: number): PointBlock => {
    const block = new PointBlock(most);
    for (let i = 0; !block.isFull; i++)
      expect(reader.read(`climate ${field(i)}=1 1735689600123`, i, block)).toBeUndefined();
    return block;
  };
  expect(fill(() => 'a').length).toBe(maxImportedPoints - 500);
  expect(fill(() => 'a', 1_000).length).toBe(1_000);
  const long = fill((i) => `${'ü'.repeat(90)}${i}`);
  expect(JSON.stringify(long.toColumns()).length).toBeLessThan(200_000);
});
