import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { askAccess, mustLogIn } from './access/access.js';
import { fetchSite, type Site } from './api/site-api.js';
import { type LiveSite, startLiveSite } from './live/live-site.js';
import { startSiteColours } from './theme/site-colours.js';

/** What every part of the page may read. */
export interface AppState {
  readonly live: LiveSite;
  /** Undefined until the server has answered once. */
  readonly site: ReadonlySignal<Site | undefined>;
  /** The live connection is refused although the session is good: the services do not share one key. */
  readonly isLiveBarred: ReadonlySignal<boolean>;
}

const context = createContext<AppState | undefined>(undefined);
export const AppStateProvider = context.Provider;

export function useAppState(): AppState {
  const state = useContext(context);
  if (!state) throw new Error('a component outside the AppStateProvider');
  return state;
}

const retryMs = 5_000;

/** Connects, and asks what the installation is until there is an answer; while there is no access, neither is tried. */
function startAppState(): AppState {
  const site = signal<Site | undefined>(undefined);
  const live = startLiveSite();
  const askSite = (): void => {
    if (site.peek() || mustLogIn.peek()) return;
    fetchSite().then(
      (answer) => (site.value = answer),
      () => setTimeout(askSite, retryMs),
    );
  };
  effect(() => {
    if (!mustLogIn.value) askSite();
  });
  startSiteColours(site);
  reconnectOnAccess(live);
  return { live, site, isLiveBarred: askWhenRefused(live) };
}

/** A refused connection is a question about the session. True when the answer is that there is nothing wrong with it. */
function askWhenRefused({ status }: LiveSite): ReadonlySignal<boolean> {
  const isBarred = signal(false);
  effect(() => {
    isBarred.value = false;
    if (status.value !== 'refused' || mustLogIn.peek()) return;
    void askAccess({ lostCommand: false }).then((session) => {
      isBarred.value = session?.isAllowed === true && status.peek() === 'refused';
    });
  });
  return isBarred;
}

/** When access has come or gone the connection is made anew, so that the server decides with what is now. */
function reconnectOnAccess(live: LiveSite): void {
  let wasClosed = mustLogIn.peek();
  effect(() => {
    const isClosed = mustLogIn.value;
    if (isClosed !== wasClosed && !(isClosed && live.status.peek() === 'refused')) live.reconnect();
    wasClosed = isClosed;
  });
}

let running: AppState | undefined;

/** The one state of the page, started when it is first needed. */
export const appState = (): AppState => (running ??= startAppState());

/** The site's zone, and the browser's until it is known. */
export const timeZoneOf = (site: Site | undefined): string =>
  site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
