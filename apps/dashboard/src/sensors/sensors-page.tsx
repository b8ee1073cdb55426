import { texts } from '../texts/language.js';
import { DeviceGrid } from '../widgets/device-grid.js';
import { PageHead } from '../widgets/page-head.js';

export const SensorsPage = (_: { wanted: string | undefined }) => (
  <>
    <PageHead title={texts.value.pages['sensors']} />
    <DeviceGrid kind="sensor" kinds={['sensor', 'meter']} />
  </>
);
