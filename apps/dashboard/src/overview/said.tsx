import type { ComponentChildren } from 'preact';
import type { Reported } from '../format/age.js';
import { ageWords } from '../format/age-words.js';
import { texts } from '../texts/language.js';

/** Dashes in place of a number that is not there. */
export const noNumber = '‒';

/** Of what nobody has said. */
export const nothing: Reported = {
  value: undefined,
  atMs: undefined,
  ageMs: 0,
  freshness: 'none',
  quality: undefined,
};

/** What has to be said beside a number that is not simply the latest. */
export function doubtOf({ freshness, quality, ageMs }: Reported): string {
  const t = texts.value.battery;
  const age = freshness === 'stale' && quality !== 'stale' ? ageWords(ageMs, 'ageShort') : undefined;
  return [age, quality && t.quality[quality]].filter(Boolean).join(' · ');
}

export const ageTitle = (value: Reported): string =>
  value.freshness === 'none' ? texts.value.age.never : ageWords(value.ageMs);

/** A number as it is said: dashes where there is none, or where its sensor is not there. */
export const numberOf = ({ value, quality }: Reported, write: (value: number) => string): string =>
  value === undefined || quality === 'missing' ? noNumber : write(value);

/** Of several values, the one that most has to be said of: none, then the oldest. */
export const oldestOf = (values: readonly Reported[]): Reported | undefined =>
  values
    .filter(({ freshness }) => freshness !== 'none')
    .reduce<Reported | undefined>((a, b) => (!a || b.ageMs > a.ageMs ? b : a), undefined);

interface RowProps {
  label: ComponentChildren;
  /** Of the number; its age is in the title, and beside the label once it is old. */
  value: Reported;
  text: string;
  unit?: string | undefined;
  metric?: string | undefined;
  /** As high as two lines. */
  isHigh?: boolean;
  children?: ComponentChildren;
}

/** A name, and at the end of the line its number. As high with an age as without: nothing moves when a value grows old. */
export const Row = ({ label, value, text, unit, metric, isHigh = false, children }: RowProps) => (
  <div class={`row ${isHigh ? 'row-high' : ''} is-${value.freshness}`} title={ageTitle(value)}>
    <dt class="row-label">
      <span class="row-name" dir="auto">
        {label}
      </span>
      <span class="age" key={doubtOf(value)}>
        {doubtOf(value)}
      </span>
    </dt>
    <dd class="row-value" key={text.length}>
      {children}
      {text && (
        <span class="row-number" data-metric={metric}>
          {text}
          {unit && <span class="unit">{unit}</span>}
        </span>
      )}
    </dd>
  </div>
);
