/** Throws the sentence unless it is true. */
export function expect(isTrue, otherwise) {
  if (!isTrue) throw new Error(otherwise);
}
