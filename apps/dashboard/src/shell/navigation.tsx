import { devicePath, type DevicePage, route } from '../route/router.js';
import { texts } from '../texts/language.js';
import { icons, type PageIcon } from './icons.js';

const ofDevices = { cell: 'cells', gas: 'gas', 'heat-pump': 'heatPumps', sensor: 'sensors' } as const;
const comingLater = ['overview', 'alarms', 'commands'] as const;

/** What there is, and what will come: the latter is shown, not clickable and says so. */
export function Navigation() {
  const t = texts.value;
  const { value } = route;
  const kind = value.page === 'devices' ? value.kind : undefined;
  return (
    <nav aria-label={t.navigation}>
      <ul class="nav">
        <Entry name="battery" path="/" isCurrent={value.page === 'battery'} />
        {(Object.keys(ofDevices) as DevicePage[]).map((page) => (
          <Entry key={page} name={ofDevices[page]} path={devicePath(page)} isCurrent={page === kind} />
        ))}
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

const Entry = ({ name, path, isCurrent }: { name: PageIcon; path: string; isCurrent: boolean }) => (
  <li>
    <a class="nav-entry" href={path} data-page aria-current={isCurrent ? 'page' : undefined}>
      <Icon name={name} />
      {texts.value.pages[name]}
    </a>
  </li>
);

const Icon = ({ name }: { name: PageIcon }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={icons[name]} />
  </svg>
);
