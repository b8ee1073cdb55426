import { useLayoutEffect, useRef } from 'preact/hooks';
import { mustLogIn } from './access/access.js';
import { LoginPage } from './access/login-page.js';
import { appState, AppStateProvider } from './app-state.js';
import { BatteryPage } from './battery/battery-page.js';
import { DevicesPage } from './devices/devices-page.js';
import { NotFound } from './route/not-found.js';
import { type Route, route } from './route/router.js';
import { Shell } from './shell/shell.js';

/** The page of the address, or the login in its place; the address stays. */
export function App() {
  const isClosed = mustLogIn.value;
  const wasClosed = useRef(isClosed);
  useLayoutEffect(() => {
    if (wasClosed.current && !isClosed) document.getElementById('content')?.focus({ preventScroll: true });
    wasClosed.current = isClosed;
  }, [isClosed]);
  return isClosed ? <LoginPage /> : <Opened />;
}

function Opened() {
  const { value } = route;
  return (
    <AppStateProvider value={appState()}>
      <Shell>
        <Page route={value} />
      </Shell>
    </AppStateProvider>
  );
}

function Page({ route: shown }: { route: Route }) {
  if (shown.page === 'battery') return <BatteryPage wanted={shown.device} />;
  return shown.page === 'devices' ? <DevicesPage key={shown.kind} page={shown.kind} /> : <NotFound />;
}
