import { texts } from '../texts/language.js';
import { PageHead } from '../widgets/page-head.js';

export const OverviewPage = () => <PageHead title={texts.value.pages.overview} />;
