import { describe, expect, it } from '@jest/globals';
import type { InstanceEntry } from '@kilowatch/contracts';
import fc from 'fast-check';
import { atFirst, type FenceEvent, type FenceState, fenceStep, outranks } from './fence-rules.js';
import { type Member, times, Town } from './suite/town.js';

type Act = (town: Town) => void;
const anybody = fc.nat({ max: 7 });
const somebody = (town: Town, n: number): Member | undefined =>
  town.members[n % Math.max(1, town.members.length)];
const onMember = (act: (town: Town, member: Member, pick: number) => void): fc.Arbitrary<Act> =>
  fc.tuple(anybody, fc.nat({ max: 9 })).map(([n, pick]) => (town: Town) => {
    const member = somebody(town, n);
    if (member) act(town, member, pick);
  });

const acts = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Act>((town) => town.members.length < 6 && town.start()) },
    { weight: 12, arbitrary: onMember((town, member, pick) => town.deliver(member, pick)) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(10, 400, 1_100, 3_100, 6_000).map(
        (ms): Act =>
          (town) =>
            town.pass(ms),
      ),
    },
    { weight: 1, arbitrary: onMember((town, member, pick) => town.kill(member, pick > 3)) },
    { weight: 1, arbitrary: onMember((town, member) => town.close(member)) },
    {
      weight: 1,
      arbitrary: onMember((_, member) => {
        member.isFrozen = !member.isGone;
      }),
    },
    { weight: 1, arbitrary: onMember((town, member) => town.thaw(member)) },
    { weight: 1, arbitrary: onMember((town, member, pick) => town.disconnect(member, pick > 3)) },
    { weight: 2, arbitrary: onMember((town, member) => town.connect(member)) },
    { weight: 1, arbitrary: fc.constant<Act>((town) => town.forget()) },
  ),
  { maxLength: 120 },
);

describe('the decision who works', () => {
  it.each([
    ['in order', true],
    ['in any order', false],
  ])('ends with exactly one of those that live, whatever happened, messages %s', (_, isOrdered) => {
    fc.assert(
      fc.property(acts, (sequence) => {
        const town = new Town(isOrdered);
        town.start();
        for (const act of sequence) act(town);
        town.settle();
        const { living } = town;
        fc.pre(living.length > 0);
        const at = living.filter(({ isWorking }) => isWorking);
        expect(at.map(({ id }) => id)).toHaveLength(1);
        expect(town.register?.instance).toBe(at[0]?.id);
        for (const { state } of living.filter((member) => member !== at[0]))
          expect({ rival: state.rival?.instance, hasBegun: state.hasBegun }).toEqual({
            rival: at[0]?.id,
            hasBegun: false,
          });
      }),
      { numRuns: 500 },
    );
  });
});

const entry = (instance: string, turn: number): InstanceEntry => ({
  instance,
  host: 'h',
  pid: 1,
  sinceMs: 0,
  turn,
});
const run = (state: FenceState, ...events: (FenceEvent & { atMs?: number })[]) => {
  const effects: string[] = [];
  for (const { atMs = 0, ...event } of events) {
    const after = fenceStep(state, event, atMs, times);
    state = after.state;
    effects.push(...after.effects);
  }
  return { state, effects };
};
const live = (instance: string, turn: number): FenceEvent => ({
  is: 'entry',
  entry: entry(instance, turn),
  isRetained: false,
});
const retained = (instance: string, turn: number): FenceEvent => ({
  is: 'entry',
  entry: entry(instance, turn),
  isRetained: true,
});
const mine: FenceEvent = { is: 'question', from: 'b' };
const alone: FenceEvent[] = [{ is: 'connected' }, mine, live('b', 1)];

describe('an instance', () => {
  it('works without waiting when the register is empty', () => {
    const { state, effects } = run(atFirst('b'), ...alone);
    expect([state.phase, effects]).toEqual(['working', ['ask', 'announce', 'work']]);
  });

  it('waits as long as the one before answers, and asks again', () => {
    const { state, effects } = run(atFirst('b'), { is: 'connected' }, retained('a', 4), mine, live('a', 4));
    expect([state.phase, state.rival?.instance, effects]).toEqual(['waiting', 'a', ['ask']]);
    const later = run(
      state,
      { is: 'due', atMs: 5_000 },
      { ...mine, atMs: 5_001 },
      { is: 'due', atMs: 7_900 },
    );
    expect([later.state.phase, later.effects]).toEqual(['asking', ['ask']]);
    expect(run(later.state, { is: 'due', atMs: 8_000 }).effects).toEqual(['announce']);
  });

  it('takes the next turn when the one before does not answer in time', () => {
    const begun = run(atFirst('b'), { is: 'connected' }, retained('a', 4), mine);
    expect(run(begun.state, { is: 'due', atMs: 999 }).effects).toEqual([]);
    const { state, effects } = run(begun.state, { is: 'due', atMs: 1_000 }, live('b', 5));
    expect([state.phase, state.turn, effects]).toEqual(['working', 5, ['announce', 'work']]);
  });

  it('lets pass who asked before it', () => {
    const { state, effects } = run(atFirst('b'), { is: 'connected' }, { is: 'question', from: 'z' }, mine);
    expect([state.phase, effects]).toEqual(['asking', ['ask']]);
    expect(run(state, live('z', 1)).state.phase).toBe('waiting');
  });

  it('steps back from a higher turn, and from the first by name on the same', () => {
    const { state } = run(atFirst('b'), ...alone);
    expect(run(state, live('z', 2))).toMatchObject({ state: { phase: 'waiting' }, effects: ['yield'] });
    expect(run(state, live('a', 1))).toMatchObject({ state: { phase: 'waiting' }, effects: ['yield'] });
    expect(run(state, live('c', 1))).toMatchObject({ state: { phase: 'working' }, effects: ['announce'] });
  });

  it('goes on after a lost connection when the register still names it, or nobody', () => {
    const { state } = run(atFirst('b'), ...alone, { is: 'disconnected' }, { is: 'connected' });
    expect(run(state, retained('b', 1), mine).effects).toEqual(['work']);
    expect(run(state, mine, live('b', 1)).effects).toEqual(['announce', 'work']);
    expect(run(state, retained('c', 2), mine)).toMatchObject({
      state: { rival: { instance: 'c' } },
      effects: ['yield'],
    });
  });

  it('writes its entry again when an instance that it has replaced has cleaned up after itself', () => {
    const { state } = run(atFirst('b'), ...alone);
    expect(run(state, { is: 'entry', entry: undefined, isRetained: false })).toMatchObject({
      state: { phase: 'working' },
      effects: ['announce'],
    });
  });

  it('does not take an entry of an earlier turn of its own for its claim', () => {
    const { state } = run(atFirst('b'), { is: 'connected' }, retained('a', 4), mine, {
      is: 'due',
      atMs: 1_000,
    });
    expect(run(state, live('b', 1)).state.phase).toBe('claiming');
  });

  it('says so when the broker does not hand back what it published', () => {
    const { state, effects } = run(atFirst('b'), { is: 'connected' }, { is: 'due', atMs: 1_000 });
    expect([state.isMute, state.phase, effects]).toEqual([true, 'asking', ['ask', 'ask']]);
  });
});

describe('the rank of entries', () => {
  it('is strict and total', () => {
    const some = fc.record({
      turn: fc.integer({ min: 1, max: 3 }),
      instance: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        const isSame = a.turn === b.turn && a.instance === b.instance;
        expect(Number(outranks(a, b)) + Number(outranks(b, a))).toBe(isSame ? 0 : 1);
        if (outranks(a, b) && outranks(b, c)) expect(outranks(a, c)).toBe(true);
      }),
    );
  });
});
