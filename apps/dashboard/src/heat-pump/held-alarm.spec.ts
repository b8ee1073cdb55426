import { describe, expect, it } from '@jest/globals';
import { isRaised } from '@kilowatch/charts/raised';
import { SeriesBuffer } from '../series/series-buffer.js';
import { heldAlarm } from './held-alarm.js';

const minute = 60_000;
const hour = { fromMs: 100 * minute, toMs: 160 * minute };

/** Windows of a minute: when which value was said. */
const bufferOf = (...said: readonly (readonly [atMin: number, value: number])[]) =>
  new SeriesBuffer(
    { atMs: said.map(([at]) => at * minute), mean: said.map(([, value]) => value), gaps: [] },
    minute,
  );
const raisedIn = (buffer: SeriesBuffer): number[] =>
  [100, 110, 120, 130, 140, 150, 159].filter((at) =>
    isRaised(buffer.view(), buffer.stepMs, { fromMs: at * minute, toMs: (at + 1) * minute }),
  );
const on = (atMin: number, heardMin: number) => ({
  value: 1,
  atMs: atMin * minute,
  heardAtMs: heardMin * minute,
});

describe('the alarm of a pump that says it only when it changes', () => {
  it('lasts from its beginning for as long as the pump is heard', () => {
    const held = heldAlarm(bufferOf([101, 0], [120, 1]), on(120, 150), hour);
    expect(raisedIn(held)).toEqual([120, 130, 140, 150]);
  });

  it('is in a span in which it did not begin', () => {
    expect(raisedIn(heldAlarm(bufferOf(), on(20, 160), hour))).toEqual([100, 110, 120, 130, 140, 150, 159]);
  });

  it('goes no further than a span that is over', () => {
    const { atMs } = heldAlarm(bufferOf(), on(20, 500), hour).view();
    expect([...atMs]).toEqual([hour.fromMs, hour.toMs]);
  });

  it.each([
    ['has ended', bufferOf([120, 1], [130, 0]), { ...on(130, 160), value: 0 }],
    ['began after the span', bufferOf(), on(170, 180)],
    ['was said just now', bufferOf([159, 1]), on(159, 159)],
  ])('stays as it is where it %s', (_, buffer, said) => {
    expect(heldAlarm(buffer, said, hour)).toBe(buffer);
  });
});
