/** Joins stretches of time that follow one another, ascending, and hands each on as a whole. */
export class Stretches {
  private fromMs = 0;
  private toMs = 0;

  constructor(private readonly take: (fromMs: number, toMs: number) => void) {}

  add(fromMs: number, toMs: number): void {
    if (fromMs === this.toMs) {
      this.toMs = toMs;
      return;
    }
    this.end();
    this.fromMs = fromMs;
    this.toMs = toMs;
  }

  /** Hands on what is left. */
  end(): void {
    const { fromMs, toMs } = this;
    this.fromMs = this.toMs;
    if (fromMs < toMs) this.take(fromMs, toMs);
  }
}
