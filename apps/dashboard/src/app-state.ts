import { type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { fetchSite, type Site } from './api/site-api.js';
import { type LiveSite, startLiveSite } from './live/live-site.js';

/** What every part of the page may read. */
export interface AppState {
  readonly live: LiveSite;
  /** Undefined until the server has answered once. */
  readonly site: ReadonlySignal<Site | undefined>;
}

const context = createContext<AppState | undefined>(undefined);
export const AppStateProvider = context.Provider;

export function useAppState(): AppState {
  const state = useContext(context);
  if (!state) throw new Error('a component outside the AppStateProvider');
  return state;
}

const retryMs = 5_000;

/** Connects, and asks what the installation is until there is an answer. */
export function startAppState(): AppState {
  const site = signal<Site | undefined>(undefined);
  const askSite = (): void => {
    fetchSite().then(
      (answer) => (site.value = answer),
      () => setTimeout(askSite, retryMs),
    );
  };
  askSite();
  return { live: startLiveSite(), site };
}

/** The site's zone, and the browser's until it is known. */
export const timeZoneOf = (site: Site | undefined): string =>
  site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
