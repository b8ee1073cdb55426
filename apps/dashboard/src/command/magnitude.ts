/** A number a person typed, with a comma or a point. Undefined unless it is finite and 0 or more. */
export function magnitudeOf(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.');
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
