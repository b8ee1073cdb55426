import { deviceEntry, livingStateOf } from '@kilowatch/contracts';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { useRegistry } from './suite/registry-file.js';
import { aReport, startMs } from './suite/sightings.js';

const meter = 'meter:m1';
const slackMs = 2_000;
const beatMs = 10_000;

const kept = useRegistry(10);
let nowMs: number;

beforeEach(() => {
  nowMs = startMs;
});

const beats = (count: number, everyMs = beatMs): void => {
  for (let n = 0; n < count; n++) kept.registry.sees(aReport(meter, { receivedAtMs: (nowMs += everyMs) }));
};
const look = (afterMs: number, listeningSinceMs = startMs) => {
  kept.registry.takeChanged(Infinity);
  kept.registry.findSilent((nowMs += afterMs), listeningSinceMs, slackMs);
  return kept.registry.takeChanged(Infinity).map((entry) => deviceEntry.parse(entry));
};
const state = (atMs = nowMs) => livingStateOf(kept.registry.entryOf(meter)!, atMs);

describe('DeviceRegistry, when a device falls silent', () => {
  it('has learnt what is usual, and says so', () => {
    beats(4);
    expect(kept.registry.entryOf(meter)?.expectedIntervalMs).toBeUndefined();
    expect([state(), state(nowMs + 3_600_000)]).toEqual(['online', 'unknown']);
    kept.registry.takeChanged(Infinity);
    beats(1);
    expect(kept.registry.takeChanged(Infinity)).toMatchObject([{ expectedIntervalMs: beatMs }]);
    expect(state()).toBe('online');
  });

  it('waits for three intervals and a little, then says so once, and when it was heard last', () => {
    beats(10);
    const heardAtMs = nowMs;
    expect(look(3 * beatMs + slackMs)).toEqual([]);
    expect(look(1)).toMatchObject([{ silentSinceMs: heardAtMs }]);
    expect([state(), kept.registry.silent]).toEqual(['silent', 1]);
    expect(look(3_600_000)).toEqual([]);
  });

  it('says at once when it is heard again', () => {
    beats(10);
    look(60_000);
    kept.registry.sees(aReport(meter, { receivedAtMs: nowMs }));
    expect(kept.registry.takeChanged(Infinity)[0]).not.toHaveProperty('silentSinceMs');
    expect([state(), kept.registry.silent]).toEqual(['online', 0]);
  });

  it('does not take what was retained or played again for a sign of life', () => {
    beats(10);
    look(60_000);
    kept.registry.sees(aReport(meter, { receivedAtMs: nowMs, aliveAtMs: undefined }));
    kept.registry.sees(aReport(meter, { receivedAtMs: nowMs, aliveAtMs: nowMs - 1_000 }));
    expect(state()).toBe('silent');
  });

  it('says nothing of one whose habits it does not know', () => {
    beats(3);
    expect(look(3_600_000)).toEqual([]);
  });

  it('does not hold against a device that nobody listened', () => {
    beats(10);
    nowMs += 3_600_000;
    const listeningSinceMs = nowMs;
    expect(look(3 * beatMs + slackMs, listeningSinceMs)).toEqual([]);
    expect(look(1, listeningSinceMs)).toMatchObject([{ silentSinceMs: startMs + 10 * beatMs }]);
  });

  it('knows habits and silence after a restart', () => {
    beats(10);
    kept.registry.save();
    kept.reopen();
    expect(look(60_000)).toHaveLength(1);
    kept.registry.save();
    kept.reopen();
    expect([state(), kept.registry.silent]).toEqual(['silent', 1]);
    expect(look(3_600_000)).toEqual([]);
    kept.registry.sees(aReport(meter, { receivedAtMs: nowMs }));
    expect(state()).toBe('online');
  });

  it('believes a last will before all that', () => {
    beats(10);
    kept.registry.sees(
      aReport(meter, { receivedAtMs: nowMs, isSpeaking: false, aliveAtMs: undefined, connection: 'offline' }),
    );
    expect(state()).toBe('offline');
  });

  it('does not call a device silent that comes in bursts, or sends what it had kept', () => {
    for (let n = 0; n < 10; n++) {
      beats(1, 55_000);
      beats(25, 200);
    }
    expect(look(100_000)).toEqual([]);
    const ownStartMs = nowMs - 7 * 24 * 3_600_000;
    for (let n = 0; n < 10_000; n++)
      kept.registry.sees(aReport(meter, { receivedAtMs: (nowMs += 20), ownAtMs: ownStartMs + n * 60_000 }));
    expect(look(100_000)).toEqual([]);
  });

  it('leaves a retired demo device in peace', () => {
    for (let n = 1; n <= 10; n++)
      kept.registry.sees(aReport('meter:demo', { receivedAtMs: startMs + n * beatMs }));
    kept.registry.sees(aReport(meter));
    expect(look(3_600_000)).toEqual([]);
  });
});
