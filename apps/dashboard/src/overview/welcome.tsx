import { icons, type PageIcon } from '../shell/icons.js';
import { texts } from '../texts/language.js';
import { ConnectHint, ConnectLine } from '../widgets/connect-help.js';
import type { ConnectableKind } from '../widgets/connect-line.js';

const kinds: readonly { kind: ConnectableKind; icon: PageIcon }[] = [
  { kind: 'battery', icon: 'battery' },
  { kind: 'cell', icon: 'cell' },
  { kind: 'gas', icon: 'gas' },
  { kind: 'heat-pump', icon: 'heat-pump' },
  { kind: 'sensor', icon: 'sensors' },
];

/** The first thing that somebody sees of a new installation: nothing is connected, and how that changes. */
export function Welcome() {
  const t = texts.value;
  return (
    <section class="panel welcome" aria-labelledby="welcome-title">
      <div class="welcome-words">
        <h2 id="welcome-title">{t.overview.welcome}</h2>
        <p>{t.overview.welcomeText}</p>
      </div>
      <ul class="welcome-kinds">
        {kinds.map(({ kind, icon }) => (
          <li key={kind} class="welcome-kind">
            <h3>
              <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
                <path d={icons[icon]} />
              </svg>
              {t.pages[icon]}
            </h3>
            <p>{t.devices.emptyHint[kind]}</p>
            <ConnectLine kind={kind} />
          </li>
        ))}
      </ul>
      <ConnectHint device="<id>" />
      <p class="hint">{t.overview.welcomeDemo}</p>
    </section>
  );
}
