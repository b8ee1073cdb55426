import { pathOf, type PageName, route } from '../route/router.js';
import { texts } from '../texts/language.js';
import { icons, type PageIcon } from './icons.js';

/** The pages in their order: what the site does, then what keeps it going. */
const groups: readonly (readonly PageIcon[])[] = [
  ['overview', 'battery', 'cell', 'gas', 'heat-pump', 'sensors', 'compare'],
  ['devices', 'quarantine', 'system'],
];

export function Navigation() {
  const t = texts.value;
  const { page } = route.value;
  return (
    <nav aria-label={t.navigation}>
      {groups.map((pages) => (
        <ul class="nav" key={pages[0]}>
          {pages.map((name) => (
            <Entry key={name} page={name} isCurrent={name === page} />
          ))}
        </ul>
      ))}
    </nav>
  );
}

const Entry = ({ page, isCurrent }: { page: PageIcon & PageName; isCurrent: boolean }) => (
  <li>
    <a class="nav-entry" href={pathOf({ page })} data-page aria-current={isCurrent ? 'page' : undefined}>
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d={icons[page]} />
      </svg>
      {texts.value.pages[page]}
    </a>
  </li>
);
