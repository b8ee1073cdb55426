import { texts } from '../texts/language.js';
import { DeviceGrid } from '../widgets/device-grid.js';
import { PageHead } from '../widgets/page-head.js';

export const CellPage = (_: { wanted: string | undefined }) => (
  <>
    <PageHead title={texts.value.pages['cell']} />
    <DeviceGrid kind="cell" kinds={['cell']} />
  </>
);
