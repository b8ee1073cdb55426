import { type ReadonlySignal, signal } from '@preact/signals';
import type { maxWatchedDevices } from '@kilowatch/contracts';
import { nothing, unionOf, type Watched } from '@kilowatch/realtime-client';

// The contracts' own constant would bring the schemas into the first view.
const mostDevices: typeof maxWatchedDevices = 1_000;
/** Between two pages nobody wants anything for a moment. */
const idleMs = 5_000;

const isSame = (a: Watched, b: Watched): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the parts of the page want to follow, and what that is together. */
export class Wishes {
  private readonly parts = new Set<Watched>();
  private readonly together = signal<Watched>(nothing);
  private asked: Watched = nothing;
  private idle: ReturnType<typeof setTimeout> | undefined;

  /** `ask` is told once of all that changes in one go. */
  constructor(private readonly ask: (watched: Watched) => void) {}

  get whole(): ReadonlySignal<Watched> {
    return this.together;
  }

  /** Keeps this wish until the function it returns is called. */
  add(part: Watched): () => void {
    this.parts.add(part);
    this.together.value = unionOf(this.parts, mostDevices);
    this.settleSoon();
    return () => {
      this.parts.delete(part);
      this.settleSoon();
    };
  }

  private settleSoon(): void {
    clearTimeout(this.idle);
    if (this.parts.size === 0) this.idle = setTimeout(() => this.settle(), idleMs);
    else queueMicrotask(() => this.parts.size > 0 && this.settle());
  }

  private settle(): void {
    const whole = this.parts.size === 0 ? nothing : unionOf(this.parts, mostDevices);
    if (!isSame(whole, this.together.peek())) this.together.value = whole;
    if (isSame(whole, this.asked)) return;
    this.asked = whole;
    this.ask(whole);
  }
}
