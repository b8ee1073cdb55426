import { texts } from '../texts/language.js';
import { DeviceGrid } from '../widgets/device-grid.js';
import { PageHead } from '../widgets/page-head.js';

export const GasPage = (_: { wanted: string | undefined }) => (
  <>
    <PageHead title={texts.value.pages['gas']} />
    <DeviceGrid kind="gas" kinds={['gas']} />
  </>
);
