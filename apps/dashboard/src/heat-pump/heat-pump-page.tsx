import { texts } from '../texts/language.js';
import { DeviceGrid } from '../widgets/device-grid.js';
import { PageHead } from '../widgets/page-head.js';

export const HeatPumpPage = (_: { wanted: string | undefined }) => (
  <>
    <PageHead title={texts.value.pages['heat-pump']} />
    <DeviceGrid kind="heat-pump" kinds={['heat-pump']} />
  </>
);
