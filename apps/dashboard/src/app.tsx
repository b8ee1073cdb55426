import { BatteryPage } from './battery/battery-page.js';
import { NotFound } from './route/not-found.js';
import { route } from './route/router.js';
import { Shell } from './shell/shell.js';

export function App() {
  const { value } = route;
  return <Shell>{value.page === 'battery' ? <BatteryPage wanted={value.device} /> : <NotFound />}</Shell>;
}
