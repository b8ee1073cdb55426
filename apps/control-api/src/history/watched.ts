import { Fault } from '@kilowatch/contracts';

/** ms */
export interface SendingBounds {
  readonly longestMs: number;
  readonly stallMs: number;
}

/** The same pieces. `giveUp` is called when they take too long altogether, or nobody takes the next for too long. */
export async function* watched(
  pieces: AsyncGenerator<string>,
  { longestMs, stallMs }: SendingBounds,
  giveUp: (error: Error) => void,
): AsyncGenerator<string> {
  const end = setTimeout(
    () => giveUp(new Fault('request.deadline', `The answer took longer than ${longestMs} ms`)),
    longestMs,
  );
  const stall = setTimeout(
    () => giveUp(new Fault('request.deadline', `Nothing was read for ${stallMs} ms`)),
    stallMs,
  );
  try {
    for await (const piece of pieces) {
      stall.refresh();
      yield piece;
      stall.refresh();
    }
  } finally {
    clearTimeout(end);
    clearTimeout(stall);
  }
}
