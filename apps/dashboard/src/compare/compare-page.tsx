import { texts } from '../texts/language.js';
import { PageHead } from '../widgets/page-head.js';

export const ComparePage = () => <PageHead title={texts.value.pages['compare']} />;
