/** Calls at once, and then at most once in so many ms: what is wanted in between is one call at the end of it. */
export function seldom(call: () => void, pauseMs: number): () => void {
  let isPausing = false;
  let isWanted = false;
  const go = (): void => {
    isPausing = true;
    isWanted = false;
    call();
    setTimeout(() => {
      isPausing = false;
      if (isWanted) go();
    }, pauseMs);
  };
  return () => {
    if (isPausing) isWanted = true;
    else go();
  };
}
