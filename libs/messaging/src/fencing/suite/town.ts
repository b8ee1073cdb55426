import { expect } from '@jest/globals';
import type { InstanceEntry } from '@kilowatch/contracts';
import { atFirst, type FenceEvent, type FenceState, fenceStep } from '../fence-rules.js';

/** Of the rules under test, ms. */
export const times = { answerMs: 1_000, watchMs: 5_000 };

/** One process of the service, and what it believes. */
export class Member {
  state: FenceState;
  isFrozen = false;
  isGone = false;
  isConnected = false;
  /** Given to it by the broker and not yet looked at. */
  inbox: FenceEvent[] = [];

  constructor(readonly id: string) {
    this.state = atFirst(id);
  }

  get isWorking(): boolean {
    return this.state.phase === 'working';
  }
}

/** A broker with one register and a network that delivers when it likes, to each in its own time and, where asked, in any order. */
export class Town {
  readonly members: Member[] = [];
  register: InstanceEntry | undefined;
  nowMs = 0;
  private next = 0;

  constructor(private readonly isOrdered: boolean) {}

  start(): void {
    this.next += 1;
    const id = `${['m', 'c', 'x', 'a', 'k', 'b', 'z', 'd'][this.next % 8]}${this.next}`;
    const member = new Member(id);
    this.members.push(member);
    this.connect(member);
  }

  connect(member: Member): void {
    if (member.isGone || member.isFrozen || member.isConnected) return;
    member.isConnected = true;
    member.inbox = [];
    this.tell(member, { is: 'connected' });
    // As Mosquitto and aedes: what is retained comes before what is published later.
    if (this.register) member.inbox.push({ is: 'entry', entry: this.register, isRetained: true });
  }

  disconnect(member: Member, isWillSaid: boolean): void {
    if (!member.isConnected) return;
    member.isConnected = false;
    member.inbox = [];
    if (!member.isGone && !member.isFrozen) this.tell(member, { is: 'disconnected' });
    if (isWillSaid) this.spread({ is: 'offline' });
  }

  kill(member: Member, isWillSaid: boolean): void {
    member.isGone = true;
    this.disconnect(member, isWillSaid);
  }

  /** Closes in good order. */
  close(member: Member): void {
    if (member.isGone || member.isFrozen) return;
    const isHolder = member.isWorking;
    this.kill(member, isHolder);
    if (!isHolder) return;
    this.register = undefined;
    this.spread({ is: 'entry', entry: undefined, isRetained: false });
  }

  /** The broker falls over and has lost what it retained. */
  forget(): void {
    for (const member of this.members) this.disconnect(member, false);
    this.register = undefined;
  }

  thaw(member: Member): void {
    if (!member.isFrozen) return;
    member.isFrozen = false;
    if (!member.isConnected && !member.isGone) this.tell(member, { is: 'disconnected' });
  }

  deliver(member: Member, pick: number): void {
    if (member.isFrozen || member.isGone || member.inbox.length === 0) return;
    const [event] = member.inbox.splice(this.isOrdered ? 0 : pick % member.inbox.length, 1);
    if (event) this.tell(member, event);
  }

  pass(ms: number): void {
    this.nowMs += ms;
    for (const member of this.members)
      if (!member.isFrozen && !member.isGone) this.tell(member, { is: 'due' });
  }

  /** Everything that is on its way arrives, everybody comes back, and time goes on until nothing changes. */
  settle(): void {
    for (const member of this.members) {
      this.thaw(member);
      this.connect(member);
    }
    for (let round = 0; round < 60; round += 1) {
      this.drain();
      expect(this.living.filter(({ isWorking }) => isWorking).length).toBeLessThanOrEqual(1);
      this.pass(500);
    }
  }

  private drain(): void {
    const isBusy = (): boolean => this.living.some(({ inbox }) => inbox.length > 0);
    for (let i = 0; isBusy(); i += 1) {
      if (i > 1_000) throw new Error('they never stop talking');
      for (const member of this.members) this.deliver(member, i * 7);
    }
  }

  get living(): Member[] {
    return this.members.filter(({ isGone }) => !isGone);
  }

  private tell(member: Member, event: FenceEvent): void {
    const before = member.state;
    const { state, effects } = fenceStep(before, event, this.nowMs, times);
    member.state = state;
    for (const effect of effects) {
      if (effect === 'work') expect(before.phase === 'claiming' || before.turn > 0).toBe(true);
      if (!member.isConnected) continue;
      if (effect === 'ask') this.spread({ is: 'question', from: member.id });
      if (effect === 'announce') {
        this.register = { instance: member.id, host: 'h', pid: 1, sinceMs: 0, turn: state.turn };
        this.spread({ is: 'entry', entry: this.register, isRetained: false });
      }
    }
  }

  private spread(event: FenceEvent): void {
    for (const member of this.members) if (member.isConnected && !member.isGone) member.inbox.push(event);
  }
}
