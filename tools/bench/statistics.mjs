const sorted = (values) => [...values].sort((a, b) => a - b);

/** The value below which this share of the values lies. */
export const percentile = (values, share) => {
  const ascending = sorted(values);
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))];
};

export const median = (values) => percentile(values, 0.5);

/** `1.23 [1.10–1.40]`: the median of several runs and their spread. */
export function overRuns(values, digits = 2) {
  const text = (value) => value.toFixed(digits);
  return `${text(median(values))} [${text(Math.min(...values))}–${text(Math.max(...values))}]`;
}
