/** What is to be drawn, newest wish per chart. */
const waiting = new Map<object, () => void>();
/** Drawing stops there and goes on with the next frame, so that many charts never hold up one. */
const budgetMs = 4;
let frame: number | undefined;

function drawSome(): void {
  frame = undefined;
  const startMs = performance.now();
  for (const [chart, draw] of waiting) {
    waiting.delete(chart);
    draw();
    if (performance.now() - startMs > budgetMs) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(drawSome);
}

/** Draws with one of the next frames, one chart after the other; not at all in a hidden tab. A later wish takes the place of an earlier. */
export function drawSoon(chart: object, draw: () => void): void {
  waiting.set(chart, draw);
  frame ??= requestAnimationFrame(drawSome);
}

export const drawNoMore = (chart: object): void => void waiting.delete(chart);
