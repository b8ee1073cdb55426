import type { DeviceEntry, Snapshot } from '@kilowatch/contracts';
import { applyDelta, applyDevice, applySnapshot, emptyModel, fitOf } from '@kilowatch/realtime-client';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LiveState } from './live-state.js';
import { Missed } from './missed.js';
import type { News } from './news.js';
import { everything } from './reader.js';
import { anyEntry, anyReading } from './suite/readings.js';

/** The client's side of the socket, as `connectRealtime` does it, and the gateway's side for one reader. */
class Follower {
  model = emptyModel;
  resyncs = 0;
  private isConnected = false;
  private missed: Missed | undefined;

  constructor(private readonly live: LiveState) {}

  get isCurrent(): boolean {
    return this.isConnected && !this.missed;
  }

  hear(news: readonly News[]): void {
    if (!this.isConnected) return;
    for (const one of news) {
      if (this.missed) this.missed.add(one);
      else this.take(one);
    }
  }

  connect(): void {
    this.isConnected = true;
    this.missed = undefined;
    this.model = applySnapshot(this.snapshot());
  }

  disconnect(): void {
    this.isConnected = false;
  }

  lag(): void {
    if (this.isConnected) this.missed ??= new Missed();
  }

  catchUp(): void {
    const { missed } = this;
    this.missed = undefined;
    this.hear(missed?.newest(this.live) ?? []);
  }

  private take(news: News): void {
    if (news.event === 'device') this.model = applyDevice(this.model, news.body);
    if (news.event !== 'delta') return;
    if (fitOf(this.model, news.body) === 'gap') {
      this.resyncs += 1;
      this.model = applySnapshot(this.snapshot());
    } else this.model = applyDelta(this.model, news.body);
  }

  private snapshot(): Snapshot {
    // As it travels: a key like __proto__ must survive.
    return JSON.parse(JSON.stringify({ atMs: 0, devices: this.live.snapshot(everything) })) as Snapshot;
  }
}

type Step = (live: LiveState, follower: Follower) => void;

const retired = new WeakSet<LiveState>();

/** A device that has retired stays so. */
const registering =
  (entry: DeviceEntry): Step =>
  (live, follower) => {
    if (entry.isDemo && retired.has(live)) return;
    if (entry.isRetired) retired.add(live);
    follower.hear(live.register(entry));
  };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(anyReading, { maxLength: 4 }).map(
      (batch): Step =>
        (live, f) =>
          f.hear(live.apply(batch)),
    ),
  },
  { weight: 2, arbitrary: anyEntry.map(registering) },
  { weight: 1, arbitrary: fc.constant<Step>((_, f) => f.connect()) },
  { weight: 1, arbitrary: fc.constant<Step>((_, f) => f.disconnect()) },
  { weight: 1, arbitrary: fc.constant<Step>((_, f) => f.lag()) },
  { weight: 1, arbitrary: fc.constant<Step>((_, f) => f.catchUp()) },
);

describe('the client beside the gateway', () => {
  it('holds what the gateway holds, whatever the order of values, reconnects and lags, without asking again', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        const live = new LiveState({ devices: 100, placeKeptMs: 5, metrics: 100, aheadMs: 60_000 });
        const follower = new Follower(live);
        for (const step of steps) {
          step(live, follower);
          if (follower.isCurrent)
            expect(follower.model).toEqual(applySnapshot({ atMs: 0, devices: live.snapshot(everything) }));
        }
        expect(follower.resyncs).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('holds the same of each device, or will see a gap at its next update, where devices had to be dropped', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        const live = new LiveState({ devices: 2, placeKeptMs: 5, metrics: 100, aheadMs: 60_000 });
        const follower = new Follower(live);
        for (const step of steps) {
          step(live, follower);
          for (const held of follower.isCurrent ? live.snapshot(everything) : []) {
            const next = {
              device: held.device,
              fromSeq: held.seq + 1,
              seq: held.seq + 1,
              lastSeenAtMs: 0,
              readings: [],
            };
            if (fitOf(follower.model, next) !== 'gap')
              expect(follower.model.devices.get(held.device)).toEqual(held);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
