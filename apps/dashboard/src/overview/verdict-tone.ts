import type { Problem } from './problems.js';
import type { SiteReport } from './site-report.js';

export type Tone = 'good' | 'warning' | 'bad' | 'unknown';

/** What a verdict is made of. */
export interface Evidence {
  readonly problems: readonly Pick<Problem, 'severity'>[];
  /** There is no live connection. */
  readonly isCut: boolean;
  /** The devices have been heard of. */
  readonly hasSnapshot: boolean;
  readonly report: Pick<SiteReport, 'system'>;
}

/** Well is only what everybody was heard of: the devices, and the services. */
export function toneOf({ problems, isCut, hasSnapshot, report }: Evidence): Tone {
  if (problems.some(({ severity }) => severity === 'bad')) return 'bad';
  if (problems.length > 0) return 'warning';
  return isCut || !hasSnapshot || report.system === undefined ? 'unknown' : 'good';
}
