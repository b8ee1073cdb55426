/** A hidden page draws no frames, and still has to keep up. */
const latestMs = 250;

/** Calls the function before the next frame is drawn. */
export function beforeNextFrame(call: () => void): void {
  const once = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    call();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, latestMs);
}
