import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { mustLogIn } from './access/access.js';
import { LoginPage } from './access/login-page.js';
import { appState, AppStateProvider } from './app-state.js';
import { OverviewPage } from './overview/overview-page.js';
import { NotFound } from './route/not-found.js';
import { type Route, route } from './route/router.js';
import { Shell } from './shell/shell.js';
import { pageTitle } from './shell/page-title.js';
import { lazyPage } from './widgets/lazy-page.js';

/** What the address asks of a page: a device, where it names one. */
interface Wanted {
  wanted: string | undefined;
}

const BatteryPage = lazyPage<Wanted>(async () => (await import('./battery/battery-page.js')).BatteryPage);
const CellPage = lazyPage<Wanted>(async () => (await import('./cell/cell-page.js')).CellPage);
const GasPage = lazyPage<Wanted>(async () => (await import('./gas/gas-page.js')).GasPage);
const HeatPumpPage = lazyPage<Wanted>(
  async () => (await import('./heat-pump/heat-pump-page.js')).HeatPumpPage,
);
const SensorsPage = lazyPage<Wanted>(async () => (await import('./sensors/sensors-page.js')).SensorsPage);
const ComparePage = lazyPage(async () => (await import('./compare/compare-page.js')).ComparePage);
const DevicesPage = lazyPage<Wanted>(async () => (await import('./registry/devices-page.js')).DevicesPage);
const QuarantinePage = lazyPage(async () => (await import('./quarantine/quarantine-page.js')).QuarantinePage);
const SystemPage = lazyPage(async () => (await import('./system/system-page.js')).SystemPage);

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
  switch (page) {
    case 'overview':
      return <OverviewPage />;
    case 'battery':
      return <BatteryPage wanted={device} />;
    case 'cell':
      return <CellPage wanted={device} />;
    case 'gas':
      return <GasPage wanted={device} />;
    case 'heat-pump':
      return <HeatPumpPage wanted={device} />;
    case 'sensors':
      return <SensorsPage wanted={device} />;
    case 'compare':
      return <ComparePage />;
    case 'devices':
      return <DevicesPage wanted={device} />;
    case 'quarantine':
      return <QuarantinePage />;
    case 'system':
      return <SystemPage />;
    case 'not-found':
      return <NotFound />;
  }
}
