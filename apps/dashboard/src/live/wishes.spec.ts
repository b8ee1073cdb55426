import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { everything, nothing, type Watched } from '@kilowatch/realtime-client';
import { Wishes } from './wishes.js';

const gas: Watched = { kinds: ['gas'] };
const b1: Watched = { devices: ['battery:b1'] };
const both = { kinds: ['gas'], devices: ['battery:b1'] };

describe('what the parts of a page want to follow', () => {
  let asked: Watched[] = [];
  let wishes: Wishes;
  const settled = () => jest.advanceTimersByTimeAsync(0);
  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    wishes = new Wishes((watched) => asked.push(watched));
  });
  afterEach(() => void jest.useRealTimers());

  it('is nothing at first', async () => {
    await settled();
    expect(wishes.whole.value).toEqual(nothing);
    expect(asked).toEqual([]);
  });

  it('is known at once, and asked for once', async () => {
    wishes.add(gas);
    wishes.add(b1);
    expect(wishes.whole.value).toEqual(both);
    expect(asked).toEqual([]);
    await settled();
    expect(asked).toEqual([both]);
  });

  it('is not asked for again when a part comes or goes that changes nothing', async () => {
    wishes.add(everything);
    await settled();
    const takeBack = wishes.add(gas);
    await settled();
    takeBack();
    await settled();
    expect(asked).toEqual([everything]);
  });

  it('goes from page to page in one step', async () => {
    const takeBack = wishes.add(gas);
    await settled();
    takeBack();
    wishes.add(b1);
    await settled();
    expect(asked).toEqual([
      { ...gas, devices: [] },
      { kinds: [], ...b1 },
    ]);
    expect(wishes.whole.value).toEqual({ kinds: [], ...b1 });
  });

  it('goes on while the next page is loaded, and ends when none wants anything', async () => {
    const takeBack = wishes.add(gas);
    await settled();
    takeBack();
    await jest.advanceTimersByTimeAsync(4_999);
    expect(asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([{ ...gas, devices: [] }, nothing]);
    expect(wishes.whole.value).toEqual(nothing);
  });
});
