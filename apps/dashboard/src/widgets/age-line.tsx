import { ageWords } from '../format/age-words.js';
import type { Reported } from '../format/age.js';
import { texts } from '../texts/language.js';

/** How old a value is, and what is doubtful about it. */
export function AgeLine({ value }: { value: Reported }) {
  const t = texts.value;
  if (value.freshness === 'none') return <p class="age">{t.age.never}</p>;
  const known = ageWords(value.ageMs);
  const age = value.quality === 'stale' ? undefined : known;
  const doubt = value.quality ? t.battery.quality[value.quality] : undefined;
  const words = [age, value.freshness === 'stale' ? t.battery.stale : doubt].filter(Boolean);
  const text = words.join(' · ');
  return (
    <p class="age" key={text}>
      {text}
    </p>
  );
}
