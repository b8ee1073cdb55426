import { texts } from '../texts/language.js';
import { PageHead } from '../widgets/page-head.js';

export const DevicesPage = (_: { wanted: string | undefined }) => (
  <PageHead title={texts.value.pages['devices']} />
);
