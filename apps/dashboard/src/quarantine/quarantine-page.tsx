import { texts } from '../texts/language.js';
import { PageHead } from '../widgets/page-head.js';

export const QuarantinePage = () => <PageHead title={texts.value.pages['quarantine']} />;
