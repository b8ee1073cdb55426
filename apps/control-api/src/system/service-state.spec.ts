import type { ServiceDetails } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { HeardService } from './heard-service.js';
import { serviceStateOf, silentAfterMs } from './service-state.js';

const startedAtMs = 1_800_000_000_000;
const process = {
  ...{ instance: 'a', version: '0.1.0', node: '24', host: 'h', pid: 1, startedAtMs },
  ...{ memoryBytes: 1, heapBytes: 1, eventLoopDelayMs: null },
};
const aWord = (saidAtMs: number, parts: Partial<ServiceDetails> = {}): ServiceDetails => ({
  service: 'ingest',
  process,
  saidAtMs,
  ...parts,
});
const live = (receivedAtMs: number) => ({ receivedAtMs, isRetained: false });
const kept = (receivedAtMs: number) => ({ receivedAtMs, isRetained: true });
const at = startedAtMs + 60_000;

describe('a service', () => {
  it('that nobody has heard of is missing', () => {
    expect(serviceStateOf(new HeardService(), at)).toEqual({ state: 'missing', sinceMs: null });
  });

  it('works since its process has started', () => {
    const heard = new HeardService();
    heard.setOnline(true, kept(at));
    expect(serviceStateOf(heard, at)).toEqual({ state: 'working', sinceMs: null });
    heard.hear(aWord(at), live(at));
    expect(serviceStateOf(heard, at)).toEqual({ state: 'working', sinceMs: startedAtMs });
  });

  it('is troubled since it first said so, until it says no more of it', () => {
    const heard = new HeardService();
    heard.setOnline(true, live(at));
    heard.hear(aWord(at, { problems: { store: 'full' } }), live(at));
    heard.hear(aWord(at + 2_000, { problems: { store: 'fuller' } }), live(at + 2_000));
    expect(serviceStateOf(heard, at + 2_000)).toEqual({ state: 'troubled', sinceMs: at });
    heard.hear(aWord(at + 4_000), live(at + 4_000));
    expect(serviceStateOf(heard, at + 4_000).state).toBe('working');
    const ofProcess = { ...process, problems: { 'embedded broker': 'the disk is full' } };
    heard.hear(aWord(at + 6_000, { process: ofProcess }), live(at + 6_000));
    expect(serviceStateOf(heard, at + 6_000)).toEqual({ state: 'troubled', sinceMs: at + 6_000 });
  });

  it('that starts is not gone, unless it says nothing more', () => {
    const heard = new HeardService();
    heard.setOnline(false, kept(at));
    heard.hear(aWord(at, { process: { ...process, problems: { process: 'starting' } } }), live(at));
    expect(serviceStateOf(heard, at)).toEqual({ state: 'starting', sinceMs: startedAtMs });
    expect(serviceStateOf(heard, at + silentAfterMs + 1)).toEqual({ state: 'gone', sinceMs: at });
  });

  it('is gone since we saw it go', () => {
    const heard = new HeardService();
    heard.setOnline(true, live(at));
    heard.hear(aWord(at), live(at));
    heard.setOnline(false, live(at + 5_000));
    heard.setOnline(false, kept(at + 90_000)); // the same again, after a reconnection of ours
    expect(serviceStateOf(heard, at + 100_000)).toEqual({ state: 'gone', sinceMs: at + 5_000 });
    heard.setOnline(true, live(at + 110_000));
    heard.hear(aWord(at + 110_000), live(at + 110_000));
    expect(serviceStateOf(heard, at + 110_000).state).toBe('working');
  });

  it('that was gone before we came is gone since its last word', () => {
    const heard = new HeardService();
    heard.hear(aWord(at), kept(at + 500_000));
    heard.setOnline(false, kept(at + 500_000));
    expect(serviceStateOf(heard, at + 500_000)).toEqual({ state: 'gone', sinceMs: at });
  });

  it('that is connected and says nothing hangs', () => {
    const heard = new HeardService();
    heard.setOnline(true, live(at));
    heard.hear(aWord(at), live(at));
    expect(serviceStateOf(heard, at + silentAfterMs).state).toBe('working');
    expect(serviceStateOf(heard, at + silentAfterMs + 1)).toEqual({ state: 'silent', sinceMs: at });
  });

  it('of another clock is as old as its words are here', () => {
    const heard = new HeardService();
    heard.setOnline(true, live(at));
    heard.hear(aWord(at - 7_200_000), live(at));
    expect(serviceStateOf(heard, at).state).toBe('working');
    heard.hear(aWord(at + 7_200_000), kept(at + 1_000)); // a clock ahead of ours makes nothing fresher
    expect(heard.heardAtMs).toBe(at + 1_000);
  });
});

describe('its messages per second', () => {
  const counted = (saidAtMs: number, messagesReceived: number, instance = 'a') =>
    aWord(saidAtMs, {
      process: { ...process, instance },
      figures: { messagesReceived, messagesPublished: 0 },
    });

  it('are those between two words of one process', () => {
    const heard = new HeardService();
    heard.hear(counted(at, 100), live(at));
    expect(heard.rates).toEqual({ receivedPerS: null, publishedPerS: null });
    heard.hear(counted(at + 2_000, 125), live(at + 2_000));
    expect(heard.rates).toEqual({ receivedPerS: 12.5, publishedPerS: 0 });
    heard.hear(counted(at + 2_100, 225), live(at + 2_100)); // too soon to say
    expect(heard.rates.receivedPerS).toBe(12.5);
    heard.hear(counted(at + 4_000, 145), live(at + 4_000));
    expect(heard.rates.receivedPerS).toBe(10);
    heard.hear(counted(at + 6_000, 3, 'b'), live(at + 6_000));
    expect(heard.rates.receivedPerS).toBeNull();
  });
});
