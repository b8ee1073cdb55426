import { render } from 'preact';
import './styles/index.css';
import { App } from './app.js';
import { AppStateProvider, startAppState } from './app-state.js';
import { loadChartsAfterPaint } from './charts/load-charts.js';
import { startRouter } from './route/router.js';
import { startLanguage } from './texts/language.js';

const state = startAppState();
startRouter();
await startLanguage();
const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
render(
  <AppStateProvider value={state}>
    <App />
  </AppStateProvider>,
  root,
);
loadChartsAfterPaint();
