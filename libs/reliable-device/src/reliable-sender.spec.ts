import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MessageNumber, ReliableSender } from './reliable-sender.js';
import { BadNetwork, type Happening } from './suite/bad-network.js';

const boot = 'life-1';

function aSender(options: Partial<ConstructorParameters<typeof ReliableSender<string>>[0]> = {}) {
  const sent: (MessageNumber & { body: string })[] = [];
  const publish = (body: string, number: MessageNumber) => void sent.push({ body, ...number });
  const sender = new ReliableSender<string>({ boot, publish, ...options });
  const seqs = () => sent.splice(0).map(({ seq }) => seq);
  return { sender, sent, seqs };
}

describe('a reliable sender', () => {
  it('numbers from 1, and says what it still keeps', () => {
    const { sender, sent } = aSender();
    sender.connected(0);
    expect([sender.add('a', 0), sender.add('b', 0)]).toEqual([1, 2]);
    sender.stored({ boot, seq: 1 }, 0);
    sender.add('c', 0);
    expect(sent).toEqual([
      { body: 'a', boot, seq: 1, keptFrom: 1 },
      { body: 'b', boot, seq: 2, keptFrom: 1 },
      { body: 'c', boot, seq: 3, keptFrom: 2 },
    ]);
    expect(sender.all()).toEqual(['b', 'c']);
  });

  it('keeps what it is given while there is no connection, and sends it then, before what is newer', () => {
    const { sender, seqs } = aSender();
    sender.add('a', 0);
    sender.add('b', 0);
    expect(seqs()).toEqual([]);
    sender.connected(0);
    sender.add('c', 0);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('sends again what is not stored: after a reconnection, and when nothing was said for too long', () => {
    const { sender, seqs } = aSender({ limits: { resendAfterMs: 100 } });
    sender.connected(0);
    for (const body of ['a', 'b', 'c']) sender.add(body, 0);
    sender.stored({ boot, seq: 1 }, 50);
    sender.tick(149);
    expect(seqs()).toEqual([1, 2, 3]);
    sender.tick(150);
    expect(seqs()).toEqual([2, 3]);
    sender.disconnected();
    sender.tick(10_000);
    expect(seqs()).toEqual([]);
    sender.connected(10_000);
    expect(seqs()).toEqual([2, 3]);
  });

  it('waits twice as long after each time in vain, but never longer than it may', () => {
    const { sender, seqs } = aSender({ limits: { resendAfterMs: 100, resendAfterMostMs: 300 } });
    sender.connected(0);
    sender.add('a', 0);
    seqs();
    const resentAt = Array.from({ length: 121 }, (_, i) => i * 10).filter((atMs) => {
      sender.tick(atMs);
      return seqs().length > 0;
    });
    expect(resentAt).toEqual([100, 300, 600, 900, 1_200]);
  });

  it('has no more under way than it may: the rest follows what is stored', () => {
    const { sender, seqs } = aSender({ limits: { mostUnderWay: 2 } });
    sender.connected(0);
    for (const body of ['a', 'b', 'c', 'd', 'e']) sender.add(body, 0);
    expect(seqs()).toEqual([1, 2]);
    sender.stored({ boot, seq: 1 }, 0);
    expect(seqs()).toEqual([3]);
    sender.stored({ boot, seq: 3 }, 0);
    expect(seqs()).toEqual([4, 5]);
  });

  it('tells what it loses when its buffer is full, and what it keeps is said from then on', () => {
    const overflowed: number[] = [];
    const { sender, sent } = aSender({
      limits: { mostMessages: 2 },
      onOverflow: (seq) => overflowed.push(seq),
    });
    for (const body of ['a', 'b', 'c', 'd']) sender.add(body, 0);
    expect(overflowed).toEqual([1, 2]);
    sender.connected(0);
    expect(sent.map(({ body, seq, keptFrom }) => ({ body, seq, keptFrom }))).toEqual([
      { body: 'c', seq: 3, keptFrom: 3 },
      { body: 'd', seq: 4, keptFrom: 3 },
    ]);
  });

  it.each([
    ['of another life', { boot: 'life-0', seq: 3 }],
    ['of a number that was never given', { boot, seq: 4 }],
    ['of what is known already', { boot, seq: 1 }],
  ])('pays no attention to an acknowledgement %s', (_, acknowledgement) => {
    const { sender } = aSender();
    sender.connected(0);
    for (const body of ['a', 'b', 'c']) sender.add(body, 0);
    sender.stored({ boot, seq: 2 }, 0);
    sender.stored(acknowledgement, 0);
    expect([sender.keptFrom, sender.all()]).toEqual([3, ['c']]);
  });

  it('goes on counting after a restart where boot and buffer were saved', () => {
    const before = aSender().sender;
    for (const body of ['a', 'b', 'c']) before.add(body, 0);
    before.stored({ boot, seq: 1 }, 0);
    const { sender, sent } = aSender({ firstSeq: before.keptFrom });
    for (const body of before.all()) sender.add(body, 0);
    sender.connected(0);
    expect(sent.map(({ body, seq }) => `${body}${seq}`)).toEqual(['b2', 'c3']);
  });
});

const which = fc.nat({ max: 20 });
const what = fc.constantFrom('message' as const, 'acknowledgement' as const);
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Happening>(['reports']) },
  { weight: 3, arbitrary: fc.constant<Happening>(['acknowledges']) },
  { weight: 1, arbitrary: fc.constantFrom<Happening>(['cut'], ['connects'], ['connects']) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('delivers', 'repeats', 'loses'), what, which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('waits' as const), fc.nat({ max: 300 })) },
) as fc.Arbitrary<Happening>;

/** One after the other, unless a new round begins with the oldest: never a new message before an old one. */
const isEachRoundAscending = (sent: readonly MessageNumber[]): boolean =>
  sent.every(({ seq, keptFrom }, i) => seq === keptFrom || seq === (sent[i - 1]?.seq ?? 0) + 1);

it('loses nothing but what it says it lost, through a network that loses, repeats and reorders', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 200, size: 'max' }), (happenings) => {
      const network = new BadNetwork({ mostMessages: 8, mostUnderWay: 3, resendAfterMs: 100 });
      const { sender, history, overflowed } = network;
      const isGood = (seq: number) => history.arrived.has(seq) || overflowed.has(seq);
      const numbersUpTo = (end: number) => Array.from({ length: end }, (_, i) => i + 1);
      for (const one of happenings) {
        network.happen(one);
        // What is kept is always the newest, without a gap; what is not kept any more has arrived, or was said to be lost.
        expect(sender.all()).toEqual(numbersUpTo(sender.nextSeq - 1).slice(sender.keptFrom - 1));
        expect(numbersUpTo(sender.keptFrom - 1).every(isGood)).toBe(true);
      }
      network.heal();
      expect(sender.all()).toEqual([]);
      expect(numbersUpTo(sender.nextSeq - 1).filter((seq) => !isGood(seq))).toEqual([]);
      expect(isEachRoundAscending(network.sent)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
