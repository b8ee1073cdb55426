import type { maxWatchedDevices } from '@kilowatch/contracts';
import { unionOf, type Watched } from '@kilowatch/realtime-client';

// The contracts' own constant would bring the schemas into the first view.
const mostDevices: typeof maxWatchedDevices = 1_000;

/** What the parts of the page want to follow, and what that is together. */
export class Wishes {
  private readonly parts = new Set<Watched>();

  /** Keeps this wish until the function it returns is called. */
  add(part: Watched): () => void {
    this.parts.add(part);
    return () => this.parts.delete(part);
  }

  /** Undefined while nobody wants anything: between two pages, what was followed goes on. */
  get whole(): Watched | undefined {
    return this.parts.size === 0 ? undefined : unionOf(this.parts, mostDevices);
  }
}
