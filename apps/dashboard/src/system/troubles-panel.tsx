import type { Trouble } from './troubles.js';
import { type SystemWords, useSystemWords } from './words.js';
import { serverWords, Worded } from '../texts/server-words.js';

/** What does not work, the worst first; nothing where everything works. */
export function TroublesPanel({ troubles }: { troubles: readonly Trouble[] }) {
  const words = useSystemWords();
  const t = words.t.system;
  if (troubles.length === 0) return null;
  return (
    <section class="panel system-panel troubles">
      <h2>{t.troubles}</h2>
      <ul>
        {troubles.map((trouble) => (
          <li key={trouble.key} class="trouble" data-trouble={trouble.key}>
            <span class={`badge tone-${trouble.severity}`}>{t.severity[trouble.severity]}</span>
            <span class="trouble-text">
              <Worded text={textOf(trouble, words)} />
            </span>
            {trouble.sinceMs !== null && (
              <span class="hint">
                {t.since(words.moment(trouble.sinceMs))} ·{' '}
                {words.age(Math.max(0, words.nowMs - trouble.sinceMs))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function textOf(trouble: Trouble, { t: words, count, percent }: SystemWords): string {
  const { system: t } = words;
  switch (trouble.what) {
    case 'broker':
      return t.trouble.broker(serverWords(trouble.reason, words));
    case 'gone':
    case 'silent':
    case 'missing':
    case 'starting':
      return t.trouble[trouble.what](trouble.service);
    case 'dropped':
      return t.trouble.dropped(trouble.service, count(trouble.count));
    case 'withoutPlace':
      return t.trouble.withoutPlace(count(trouble.count), String(trouble.places));
    case 'versions':
      return t.trouble.versions(trouble.versions.join(', '));
    case 'full':
      return t.trouble.full[trouble.of](percent(trouble.pct));
    case 'lack':
      return [trouble.service, serverWords(trouble.reason, words)].filter(Boolean).join(': ');
  }
}
