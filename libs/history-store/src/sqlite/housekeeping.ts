/** Work that can wait. */
export interface HousekeepingTask {
  readonly name: string;
  /**
   * Does a small part of it, a few milliseconds at most, in a transaction of its own; true when there is more to do now. Called
   * again after a pause otherwise.
   */
  step(): boolean;
}

/** Runs what can wait in short slices, so that calls get their turn in between. */
export class Housekeeping {
  private readonly tasks: HousekeepingTask[] = [];
  private next = 0;

  constructor(
    private readonly sliceMs: number,
    private readonly failed: (task: string, error: unknown) => void = () => undefined,
  ) {}

  add(task: HousekeepingTask): void {
    this.tasks.push(task);
  }

  /** Works for one slice; true when there is more to do now. A task that fails has nothing to do until the next time. */
  slice(): boolean {
    const untilMs = performance.now() + this.sliceMs;
    for (let idle = 0; idle < this.tasks.length;) {
      const task = this.tasks[this.next++ % this.tasks.length]!;
      idle = this.stepped(task) ? 0 : idle + 1;
      if (performance.now() >= untilMs) return idle < this.tasks.length;
    }
    return false;
  }

  private stepped(task: HousekeepingTask): boolean {
    try {
      return task.step();
    } catch (error) {
      this.failed(task.name, error);
      return false;
    }
  }
}
