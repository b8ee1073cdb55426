/** Numbers in [0, 1) that follow from the seed (mulberry32), so that a run can be had again. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** A whole number from 0 to `end` - 1. */
    below: (end) => Math.floor(next() * end),
    between: (low, high) => low + next() * (high - low),
    one: (list) => list[Math.floor(next() * list.length)],
  };
}
