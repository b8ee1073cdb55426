import { pathOf, type PageName, route } from '../route/router.js';
import { texts } from '../texts/language.js';
import { icons, type PageIcon } from './icons.js';

type Page = PageIcon & PageName;

/** The pages in their order: what the site does, then what keeps it going. */
const groups: readonly (readonly Page[])[] = [
  ['overview', 'battery', 'cell', 'gas', 'heat-pump', 'sensors', 'compare'],
  ['devices', 'quarantine', 'system'],
];

/** What is under the thumb on a phone; the rest is in the menu beside it. */
const firstPages: readonly Page[] = ['overview', 'battery', 'heat-pump', 'gas'];

export function Navigation() {
  const t = texts.value;
  return (
    <nav aria-label={t.navigation}>
      {groups.map((pages) => (
        <ul class="nav" key={pages[0]}>
          {pages.map((page) => (
            <Entry key={page} page={page} />
          ))}
        </ul>
      ))}
    </nav>
  );
}

/** The foot of a phone: the pages that are looked at most, and the menu with all of them. */
export function FootNavigation({ menuId }: { menuId: string }) {
  const t = texts.value;
  return (
    <nav class="foot" aria-label={t.footNavigation}>
      <ul class="foot-entries">
        {firstPages.map((page) => (
          <Entry key={page} page={page} />
        ))}
        <li>
          <button class="nav-entry menu-button" type="button" popovertarget={menuId}>
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
              <path d="M3 5.5h14M3 10h14M3 14.5h14" />
            </svg>
            <span class="nav-words">{t.menu}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

const Entry = ({ page }: { page: Page }) => (
  <li>
    <a
      class="nav-entry"
      href={pathOf({ page })}
      data-page
      aria-current={route.value.page === page ? 'page' : undefined}
    >
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d={icons[page]} />
      </svg>
      <span class="nav-words">{texts.value.pages[page]}</span>
    </a>
  </li>
);
