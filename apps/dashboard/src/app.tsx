import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { mustLogIn } from './access/access.js';
import { LoginPage } from './access/login-page.js';
import { appState, AppStateProvider } from './app-state.js';
import { pages } from './pages.js';
import { NotFound } from './route/not-found.js';
import { type Route, route } from './route/router.js';
import { Shell } from './shell/shell.js';
import { pageTitle } from './shell/page-title.js';

/** The page of the address, or the login in its place; the address stays. */
export function App() {
  const isClosed = mustLogIn.value;
  const wasClosed = useRef(isClosed);
  useLayoutEffect(() => {
    if (wasClosed.current && !isClosed) focusContent();
    wasClosed.current = isClosed;
  }, [isClosed]);
  return isClosed ? <LoginPage /> : <Opened />;
}

function Opened() {
  const { value } = route;
  const title = pageTitle(value);
  const before = useRef(value.page);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (before.current !== value.page) focusContent();
    before.current = value.page;
  }, [value.page]);
  return (
    <AppStateProvider value={appState()}>
      <Shell>
        <Page route={value} />
      </Shell>
    </AppStateProvider>
  );
}

/** Where a reader goes on who hears the page, after another one has come. */
const focusContent = (): void => document.getElementById('content')?.focus({ preventScroll: true });

function Page({ route: { page, device } }: { route: Route }) {
  if (page === 'not-found') return <NotFound />;
  const { Page: Shown } = pages[page];
  return <Shown wanted={device} />;
}
