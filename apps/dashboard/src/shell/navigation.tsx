import { route } from '../route/router.js';
import { texts } from '../texts/language.js';
import { icons, type PageIcon } from './icons.js';

const comingLater = ['overview', 'cells', 'gas', 'heatPumps', 'sensors', 'alarms', 'commands'] as const;

/** What there is, and what will come: the latter is shown, not clickable and says so. */
export function Navigation() {
  const t = texts.value;
  const isCurrent = route.value.page === 'battery';
  return (
    <nav aria-label={t.navigation}>
      <ul class="nav">
        <li>
          <a class="nav-entry" href="/" data-page aria-current={isCurrent ? 'page' : undefined}>
            <Icon name="battery" />
            {t.pages.battery}
          </a>
        </li>
        {comingLater.map((page) => (
          <li key={page}>
            <span class="nav-entry nav-later" aria-disabled="true" title={t.laterHint}>
              <Icon name={page} />
              {t.pages[page]}
              <small>{t.later}</small>
            </span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const Icon = ({ name }: { name: PageIcon }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={icons[name]} />
  </svg>
);
