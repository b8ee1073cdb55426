import { Fault, type SetpointPublished } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { CommandMemory } from './command-memory.js';

const published = (commandId: string): SetpointPublished => ({
  commandId,
  topic: 'somewhere',
  timestamp: '2025-01-01T12:00:00.000Z',
  atMs: 1,
});

const started = (capacity: number) => {
  const memory = new CommandMemory(capacity);
  const carriedOut: string[] = [];
  const once = (commandId: string, outcome: () => SetpointPublished = () => published(commandId)) =>
    memory.once(commandId, async () => {
      carriedOut.push(commandId);
      await Promise.resolve();
      return outcome();
    });
  return { once, carriedOut };
};

describe('CommandMemory', () => {
  it('carries a command out once, also when it comes again before the first is done', async () => {
    const { once, carriedOut } = started(10);
    const outcomes = await Promise.all([once('a'), once('a'), once('b')]);
    expect(outcomes).toEqual([published('a'), published('a'), published('b')]);
    expect(await once('a')).toEqual(published('a'));
    expect(carriedOut).toEqual(['a', 'b']);
  });

  it('repeats a failure too', async () => {
    const { once, carriedOut } = started(10);
    const fault = new Fault('publish.not-confirmed', 'no');
    const fail = () => {
      throw fault;
    };
    await expect(once('a', fail)).rejects.toBe(fault);
    await expect(once('a')).rejects.toBe(fault);
    expect(carriedOut).toEqual(['a']);
  });

  it('remembers the newest only', async () => {
    const { once, carriedOut } = started(2);
    for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) await once(id);
    expect(carriedOut).toEqual(['a', 'b', 'c', 'a']);
  });
});
