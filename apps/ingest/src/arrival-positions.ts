/** Numbers the reports of a device that arrive in the same millisecond: 0, 1, … */
export class ArrivalPositions {
  #atMs = 0;
  readonly #counts = new Map<string, number>();

  readonly next = (device: string, receivedAtMs: number): number => {
    if (receivedAtMs !== this.#atMs) {
      this.#atMs = receivedAtMs;
      this.#counts.clear();
    }
    const position = this.#counts.get(device) ?? 0;
    this.#counts.set(device, position + 1);
    return position;
  };
}
