import { beforeEach, describe, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock.js';
import { follow, serve } from './suite/following.js';
import { aDelta } from './suite/live-server.js';

describe('the clock of the server', () => {
  let utcMs = 0;
  let steadyMs = 0;
  let clock: ServerClock;
  const pass = (ms: number): void => {
    utcMs += ms;
    steadyMs += ms;
  };
  beforeEach(() => {
    utcMs = 1_000;
    steadyMs = 50;
    clock = new ServerClock({ now: () => utcMs, steady: () => steadyMs });
  });

  it('is that of this machine until the server has told the time, and then goes on from there', () => {
    expect(clock.nowMs()).toBe(1_000);
    clock.set(7_200_000);
    pass(70);
    expect(clock.nowMs()).toBe(7_200_070);
  });

  it('goes on when the clock of this machine is set back', () => {
    clock.set(7_200_000);
    utcMs -= 3_600_000;
    steadyMs += 500;
    expect(clock.nowMs()).toBe(7_200_500);
  });

  it('has gone on while this machine slept', () => {
    clock.set(7_200_000);
    utcMs += 60_000;
    expect(clock.nowMs()).toBe(7_260_000);
  });

  it('is not set back by what was held up while this machine slept', () => {
    clock.set(7_200_000);
    utcMs += 3_600_000;
    for (const serverMs of [7_202_000, 7_204_000]) {
      pass(5);
      clock.hear(serverMs);
    }
    expect(clock.nowMs()).toBe(10_800_010);
  });

  it('is set back by a server that keeps saying so, when the clock of this machine was set forward', () => {
    clock.set(7_200_000);
    utcMs += 3_600_000;
    clock.hear(7_200_000);
    expect(clock.nowMs()).toBe(10_800_000);
    pass(2_000);
    clock.hear(7_202_000);
    expect(clock.nowMs()).toBe(7_202_000);
  });

  it('is what the server says first, however late', () => {
    utcMs = 7_200_000;
    clock.hear(1_000);
    expect(clock.nowMs()).toBe(1_000);
  });

  it('is not earlier than what the server has noted, and is never set back by it', () => {
    clock.set(7_200_000);
    clock.atLeast(7_300_000);
    clock.atLeast(7_100_000);
    pass(1);
    expect(clock.nowMs()).toBe(7_300_001);
  });
});

describe('a connection', () => {
  it('learns the time from a snapshot, from beats and from what the devices say', async () => {
    const server = await serve();
    let steadyMs = 0;
    const clocks = { now: () => 4_000_000, steady: () => steadyMs };
    const { live, diary } = follow(server, clocks);
    await diary.has('snapshot of 1 (connect)');
    expect(live.serverNowMs()).toBe(5_000_000);
    server.clients.emit('delta', aDelta(2, { lastSeenAtMs: 8_600_000 }));
    await diary.has('delta battery:b1 2..2');
    expect(live.serverNowMs()).toBe(8_600_000);
    for (const seq of [3, 4]) {
      server.clients.emit('beat', { atMs: 6_000_000 });
      server.clients.emit('delta', aDelta(seq));
      await diary.has(`delta battery:b1 ${seq}..${seq}`);
      expect(live.serverNowMs()).toBe(seq === 3 ? 8_600_000 : 6_000_000);
      steadyMs += 1_000;
    }
  });
});
