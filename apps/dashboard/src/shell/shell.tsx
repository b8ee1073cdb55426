import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { hasSession } from '../access/access.js';
import { LogOut } from '../access/log-out.js';
import { useAppState } from '../app-state.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { ConnectionPill } from './connection-pill.js';
import { Logo } from './icons.js';
import { FootNavigation, Navigation } from './navigation.js';
import { Preferences } from './preferences.js';

const menuId = 'menu';

/** Header, navigation and banners around every page. */
export function Shell({ children }: { children: ComponentChildren }) {
  const t = texts.value;
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {t.skip}
      </a>
      <header class="topbar">
        <a class="brand" href={pathOf({ page: 'overview' })} data-page>
          <Logo />
          <span>{t.product}</span>
        </a>
        <ConnectionPill />
      </header>
      <div class="sidebar" id={menuId} popover="auto" onClick={closeMenuAfterLink}>
        <Navigation />
        <Preferences>
          {hasSession.value && <LogOut />}
          <Version />
        </Preferences>
      </div>
      <main id="content" tabIndex={-1}>
        <Banners />
        {children}
      </main>
      <FootNavigation menuId={menuId} />
    </div>
  );
}

/** A page that was chosen is to be seen. On a screen where the menu always stands there is nothing to close. */
function closeMenuAfterLink({ currentTarget, target }: TargetedMouseEvent<HTMLElement>): void {
  if (target instanceof Element && target.closest('a') && currentTarget.matches(':popover-open'))
    currentTarget.hidePopover();
}

function Version() {
  const { site } = useAppState();
  const t = texts.value;
  const { version, auth } = site.value ?? {};
  return (
    <small class="version">
      {version && t.version(version)}
      {auth === 'key' && ` · ${t.keyMode}`}
    </small>
  );
}

function Banners() {
  const { live, site, isLiveBarred } = useAppState();
  const t = texts.value;
  return (
    <div class="banners" aria-live="polite">
      {live.status.value === 'offline' && <p class="banner banner-bad">{t.offlineBanner}</p>}
      {isLiveBarred.value && <p class="banner banner-bad">{t.refusedBanner}</p>}
      {site.value?.auth === 'open' && <p class="banner banner-warning">{t.openBanner}</p>}
    </div>
  );
}
