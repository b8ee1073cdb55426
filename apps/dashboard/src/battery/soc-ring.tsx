import type { Reported } from '../format/age.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { AgeLine } from '../widgets/age-line.js';

const radius = 52;
const circumference = 2 * Math.PI * radius;
/** The ring is open at the bottom by a quarter. */
const arc = 0.75 * circumference;

/** State of charge as a three-quarter ring. */
export function SocRing({ soc }: { soc: Reported }) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const filled = (Math.max(0, Math.min(100, soc.value ?? 0)) / 100) * arc;
  const shown = soc.value === undefined ? '‒‒.‒' : format.number(soc.value, 1);
  return (
    <div class={`soc is-${soc.freshness}`}>
      <svg class="soc-ring" viewBox="0 0 120 120" aria-hidden="true">
        <circle class="soc-track" cx="60" cy="60" r={radius} stroke-dasharray={`${arc} ${circumference}`} />
        <circle class="soc-fill" cx="60" cy="60" r={radius} stroke-dasharray={`${filled} ${circumference}`} />
      </svg>
      <div class="soc-words">
        <p class="reading reading-medium" key={shown.length} data-metric="socPct">
          {shown}
          <span class="unit">%</span>
        </p>
        <p class="label">{t.metric.soc}</p>
        <AgeLine value={soc} />
      </div>
    </div>
  );
}
