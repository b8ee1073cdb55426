const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How long something takes, in the largest unit that it fills: `5 sec`, `1.5 hr`, `200 ms`. */
export function durationText(ms: number, locale: string): string {
  const [unit, size] = units.find(([, unitMs]) => ms >= unitMs) ?? (['millisecond', 1] as const);
  const value = ms / size;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
