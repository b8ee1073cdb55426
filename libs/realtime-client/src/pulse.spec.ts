import { beforeEach, describe, expect, it } from '@jest/globals';
import { applySnapshot, emptyModel } from './live-model.js';
import { Pulse } from './pulse.js';
import { aDevice } from './suite/live-server.js';

const limits = { staleAfterMs: 10_000, unheardAfterMs: 4_500, deadAfterMs: 10_000 };
const reporting = applySnapshot({ atMs: 0, devices: [aDevice({ expectedIntervalMs: 1_000 })] });

describe('the pulse of a connection', () => {
  let nowMs = 0;
  let pulse: Pulse;
  /** Time passes, with a look every second. */
  const after = (ms: number, model = emptyModel): ReturnType<Pulse['judge']> => {
    const endMs = nowMs + ms;
    for (; nowMs + 1_000 <= endMs; nowMs += 1_000) pulse.judge(model);
    nowMs = endMs;
    return pulse.judge(model);
  };
  beforeEach(() => {
    nowMs = 1_000;
    pulse = new Pulse(limits, () => nowMs);
    pulse.opened();
  });

  it('is alive for however long without devices, of a server that has never beaten', () => {
    expect(after(3_600_000)).toBe('alive');
  });

  it('is stale when devices that should have reported have not, whatever the server beats', () => {
    pulse.beat();
    after(4_000);
    pulse.beat();
    after(4_000);
    pulse.beat();
    expect(after(2_001, reporting)).toBe('stale');
    pulse.data();
    expect(after(0, reporting)).toBe('alive');
  });

  it('is unheard, then dead, when a server that beat no longer does', () => {
    pulse.beat();
    expect(after(4_500)).toBe('alive');
    expect(after(1)).toBe('unheard');
    expect(after(5_499)).toBe('unheard');
    expect(after(1)).toBe('dead');
  });

  it('starts anew with each connection', () => {
    pulse.beat();
    after(4_501);
    pulse.opened();
    expect(after(60_000)).toBe('alive');
  });

  it('is looked at twice after this machine was held up: what came meanwhile is still to be read', () => {
    pulse.beat();
    nowMs += 3_600_000;
    expect(pulse.judge(reporting)).toBe('alive');
    expect(pulse.judge(reporting)).toBe('dead');
  });
});
