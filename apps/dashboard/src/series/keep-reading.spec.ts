import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { signal } from '@preact/signals';
import { keepReading, pauseMs } from './keep-reading.js';

/** A page that asks a server, and what one can do to both. */
function aPage({ works = false } = {}) {
  const question = signal<string | undefined>('1h');
  const [nudge, isSeen, isCutOff] = [signal(0), signal(true), signal(false)];
  const asked: { question: string; atS: number; isCurrent: () => boolean }[] = [];
  const server = { works, isSlow: false };
  const waiting: (() => void)[] = [];
  const beganMs = Date.now();
  const read = async (wanted: string, isCurrent: () => boolean): Promise<boolean> => {
    asked.push({ question: wanted, atS: Math.round((Date.now() - beganMs) / 1_000), isCurrent });
    if (server.isSlow) await new Promise<void>((answer) => waiting.push(answer));
    return server.works;
  };
  const reading = keepReading({ question, nudge, isSeen, isCutOff, read });
  const timesS = (): number[] => asked.map(({ atS }) => atS);
  const answer = (): void => waiting.splice(0).forEach((one) => one());
  return { question, nudge, isSeen, isCutOff, asked, server, answer, reading, timesS };
}

const pass = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);

describe('what a chart shows is asked', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('once, when it works', async () => {
    const page = aPage({ works: true });
    await pass(3_600);
    expect(page.timesS()).toEqual([0]);
    page.reading.stop();
  });

  it('again after a failure, after pauses that double to two minutes, until it works', async () => {
    const page = aPage();
    await pass(430);
    expect(page.timesS()).toEqual([0, 10, 30, 70, 150, 270, 390]);
    page.server.works = true;
    await pass(3_600);
    expect(page.timesS()).toHaveLength(8);
    page.reading.stop();
  });

  it('at once when another range is wanted or a reader asks, and pauses are short again', async () => {
    const page = aPage();
    await pass(100);
    page.question.value = '6h';
    await pass(15);
    expect(page.asked.slice(-2).map(({ question, atS }) => [question, atS])).toEqual([
      ['6h', 100],
      ['6h', 110],
    ]);
    page.reading.retry();
    await pass(12);
    expect(page.timesS().slice(-2)).toEqual([115, 125]);
    page.reading.stop();
  });

  it('at once when the connection comes back, and not when it goes', async () => {
    const page = aPage();
    await pass(75);
    page.isCutOff.value = true;
    await pass(3);
    page.isCutOff.value = false;
    await pass(1);
    expect(page.timesS()).toEqual([0, 10, 30, 70, 78]);
    page.reading.stop();
  });

  it('never while nobody looks, and once for all that was due as soon as somebody does', async () => {
    const page = aPage();
    await pass(1);
    page.isSeen.value = false;
    page.nudge.value += 1;
    await pass(3_600);
    page.question.value = '6h';
    page.question.value = '24h';
    await pass(10);
    expect(page.timesS()).toEqual([0]);
    page.server.works = true;
    page.isSeen.value = true;
    await pass(60);
    page.isSeen.value = false;
    page.isSeen.value = true;
    await pass(60);
    expect(page.asked.slice(1).map(({ question }) => question)).toEqual(['24h']);
    page.reading.stop();
  });

  it('when values were missed, but not out of turn while it fails', async () => {
    const page = aPage();
    await pass(31);
    page.nudge.value += 1;
    await pass(5);
    expect(page.timesS()).toEqual([0, 10, 30]);
    page.server.works = true;
    await pass(60);
    page.nudge.value += 1;
    await pass(60);
    expect(page.timesS()).toEqual([0, 10, 30, 70, 96]);
    page.reading.stop();
  });

  it('and an answer that comes when something else is wanted counts for nothing', async () => {
    const page = aPage();
    page.server.isSlow = true;
    page.question.value = '6h';
    page.question.value = '24h';
    expect(page.asked.map(({ isCurrent }) => isCurrent())).toEqual([false, false, true]);
    await pass(8);
    page.answer();
    await pass(20);
    expect(page.timesS()).toEqual([0, 0, 0, 18]);
    page.reading.stop();
    await pass(600);
    expect(page.timesS()).toHaveLength(4);
  });
});

describe('the pause after failures', () => {
  it('is up to a quarter shorter, so that charts do not ask together', () => {
    expect([pauseMs(1, 0), pauseMs(1, 1), pauseMs(9, 0), pauseMs(9, 1)]).toEqual([
      10_000, 7_500, 120_000, 90_000,
    ]);
  });
});
