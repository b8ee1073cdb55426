import type { SetpointPublished } from '@kilowatch/contracts';

type Outcome = Promise<SetpointPublished>;

/** What became of the newest commands, by id, so that an order that comes twice is carried out once. Bounded. */
export class CommandMemory {
  private readonly outcomes = new Map<string, Outcome>();

  constructor(private readonly capacity: number) {}

  /** Carries a command out unless it was already; the first outcome, good or bad, also answers the repetitions. */
  once(commandId: string, carryOut: () => Outcome): Outcome {
    const known = this.outcomes.get(commandId);
    if (known) return known;
    const outcome = carryOut();
    this.outcomes.set(commandId, outcome);
    if (this.outcomes.size > this.capacity) this.forgetOldest();
    return outcome;
  }

  private forgetOldest(): void {
    const [oldest] = this.outcomes.keys();
    this.outcomes.delete(oldest!);
  }
}
