import { describe, expect, it } from '@jest/globals';
import { InTurn } from './in-turn.js';

/** Work that ends when it is told to, and what has begun so far. */
function works(turns: InTurn) {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const take = (name: string): Promise<string> => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    return turns.take(() => {
      begun.push(name);
      return end.promise;
    });
  };
  return { begun, take, end: (name: string) => ends.get(name)! };
}

describe('InTurn', () => {
  it('lets no more in at a time than it may, the others in their order', async () => {
    const { begun, take, end } = works(new InTurn(2));
    const [a, b, c] = ['a', 'b', 'c'].map(take);
    const d = take('d');
    expect(begun).toEqual(['a', 'b']);
    end('b').resolve('done');
    await expect(b).resolves.toBe('done');
    expect(begun).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c', 'd']) end(name).resolve(name);
    await expect(Promise.all([a, c, d])).resolves.toEqual(['a', 'c', 'd']);
  });

  it('loses no turn to work that fails, nor to a pause', async () => {
    const turns = new InTurn(1);
    const { begun, take, end } = works(turns);
    const [a, b] = [take('a'), take('b')];
    end('a').reject(new Error('failed'));
    await expect(a).rejects.toThrow('failed');
    expect(begun).toEqual(['a', 'b']);
    end('b').resolve('b');
    await b;
    await expect(turns.take(async () => 'later')).resolves.toBe('later');
  });
});
