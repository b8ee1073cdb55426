import { texts } from '../texts/language.js';
import { PageHead } from '../widgets/page-head.js';

export const SystemPage = () => <PageHead title={texts.value.pages['system']} />;
