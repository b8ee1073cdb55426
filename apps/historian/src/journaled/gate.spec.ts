import { expect, it } from '@jest/globals';
import { Gate } from './gate.js';

it('lets those beside each other in together, one alone by itself, and nobody overtake', async () => {
  const gate = new Gate();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => async (): Promise<void> => {
    log.push(name);
    await new Promise<void>((resolve) => ends.push(resolve));
  };
  const all = [
    gate.beside(work('a')),
    gate.beside(work('b')),
    gate.alone(work('c')),
    gate.beside(work('d')),
    gate.alone(work('e')),
  ];
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
  };
  const seen: string[] = [];
  while (seen.at(-1) !== 'abcde') {
    await settled();
    seen.push(log.join(''));
    for (const end of ends.splice(0)) end();
  }
  await Promise.all(all);
  expect(seen).toEqual(['ab', 'abc', 'abcd', 'abcde']);
});

it('goes on after one that failed', async () => {
  const gate = new Gate();
  await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.beside(async () => 1)).toBe(1);
});
