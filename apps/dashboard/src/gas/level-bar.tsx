import type { Reported } from '../format/age.js';
import { type GasScale, gasLevels, type Severity } from './gas-level.js';

interface LevelBarProps {
  scale: GasScale;
  value: Reported;
  severity: Severity | undefined;
  /** What it measures, and what it shows in words. */
  label: string;
  words: string;
}

const gapPct = 0.7;

/** A concentration on the six bands of its danger level. */
export function LevelBar({ scale, value, severity, label, words }: LevelBarProps) {
  const known = value.value === undefined || severity === undefined ? 0 : value.value;
  const reachedPct = Math.min(100, Math.max(0, (known / scale.danger) * 100));
  const edges = [0, ...scale.bandsPct, 100];
  return (
    <svg
      class={`gas-bar ${severity === undefined ? '' : `gas-${gasLevels[severity]}`}`}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={scale.danger}
      aria-valuenow={Math.min(scale.danger, Math.max(0, known))}
      aria-valuetext={words}
    >
      {gasLevels.map((level, i) => {
        const [from, to] = [edges[i]!, edges[i + 1]! - (i === gasLevels.length - 1 ? 0 : gapPct)];
        const filled = Math.min(to, reachedPct) - from;
        return (
          <g key={level}>
            <rect class="gas-track" x={from} width={Math.max(0, to - from)} height="8" />
            {filled > 0 && <rect class="gas-fill" x={from} width={filled} height="8" />}
          </g>
        );
      })}
    </svg>
  );
}
