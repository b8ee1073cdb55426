/** A number of 32 bits that is the same for the same codes. FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(codes: ArrayLike<number>): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < codes.length; i += 1) hash = Math.imul(hash ^ codes[i]!, 0x01000193);
  return hash >>> 0;
}
