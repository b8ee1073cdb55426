import { render } from 'preact';
import './styles/index.css';
import { App } from './app.js';
import { startAccess } from './access/access.js';
import { loadChartsAfterPaint } from './charts/load-charts.js';
import { loadAllPages, loadPage } from './pages.js';
import { route, startRouter } from './route/router.js';
import { startLanguage } from './texts/language.js';
import { keepMeanings } from './texts/meanings/meanings.js';

/** The first page has everything by then. */
const otherPagesAfterMs = 2_000;

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');

startRouter();
try {
  await Promise.all([startAccess(), startLanguage(), loadPage(route.peek().page)]);
  render(<App />, root);
  loadChartsAfterPaint();
  keepMeanings();
  setTimeout(() => void loadAllPages(), otherPagesAfterMs);
} catch (failure) {
  root.textContent = 'Kilowatch could not be loaded completely. Load the page again.'; // without words there is one language
  throw failure;
}
