import { describe, expect, it } from '@jest/globals';
import { BoundedMap } from './bounded-map.js';
import { MeterMemory } from './meter-memory.js';

describe('a map within bounds', () => {
  it('forgets the oldest when it is full, and nothing when it is told again', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    expect([...map.keys()]).toEqual(['a', 'b']);
    map.set('c', 4);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, 2, 4, 2]);
  });
});

describe('the memory of meters and sensors', () => {
  it('holds so many devices and no more, and no name that can be none', () => {
    const memory = new MeterMemory();
    for (let i = 0; i < 6_000; i += 1) memory.says(`d${i}`, { connection: 'online' });
    expect(memory.size).toBe(5_000);
    const other = new MeterMemory();
    expect(other.says('x'.repeat(60_000), { connection: 'online' })).toMatchObject({ kind: 'refused' });
    expect(other.size).toBe(0);
  });
});
