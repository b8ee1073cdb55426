import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Held, HoldingLine } from './holding-line.js';

describe('HoldingLine', () => {
  let room = 0;
  const went: string[] = [];
  const gone = new Set<string>();

  const held = (name: string): Held => ({
    isGone: () => gone.has(name),
    tryNow: () => {
      if (room === 0) return false;
      room -= 1;
      went.push(name);
      return true;
    },
  });

  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    room = went.length = 0;
    gone.clear();
  });

  it('lets in while there is room, then in the order of arrival when there is some again', () => {
    const line = new HoldingLine();
    room = 1;
    for (const name of ['a', 'b', 'c', 'd']) line.pass(held(name));
    expect(went).toEqual(['a']);
    room = 1;
    line.pass(held('e')); // behind those who wait
    jest.advanceTimersByTime(100);
    expect(went).toEqual(['a', 'b']);
    gone.add('c');
    room = 5;
    jest.advanceTimersByTime(100);
    expect(went).toEqual(['a', 'b', 'd', 'e']);
    jest.advanceTimersByTime(100);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('says how long somebody has been waiting', () => {
    const line = new HoldingLine();
    line.pass(held('a'));
    const beganMs = performance.now();
    jest.advanceTimersByTime(5_000);
    expect(line.waitingMs(beganMs + 5_000)).toBe(5_000);
    room = 1;
    jest.advanceTimersByTime(100);
    expect(line.waitingMs(beganMs + 5_100)).toBe(0);
  });

  it('tries one at a time after a refusal, in the old order, until one gets through', () => {
    const line = new HoldingLine();
    const [a, b, c] = ['a', 'b', 'c'].map(held) as [Held, Held, Held];
    room = 3;
    for (const one of [a, b, c]) line.pass(one);
    for (const one of [b, a, c]) line.refused(one);
    went.length = 0;
    room = 3;
    jest.advanceTimersByTime(100);
    expect(went).toEqual(['a']);
    line.refused(a);
    jest.advanceTimersByTime(100);
    expect(went).toEqual(['a', 'a']);
    line.gotThrough();
    room = 3;
    jest.advanceTimersByTime(100);
    expect(went).toEqual(['a', 'a', 'b', 'c']);
  });
});
