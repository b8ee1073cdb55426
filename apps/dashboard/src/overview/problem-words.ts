import { refusalText } from '../command/command-outcome.js';
import { formatFor } from '../format/format.js';
import type { Route } from '../route/routes.js';
import { texts } from '../texts/language.js';
import { serverWords } from '../texts/server-words.js';
import { shownMetrics } from '../widgets/metric-words.js';
import type { Problem } from './problems.js';
import { fullNameOf, pageOfKind } from './device-words.js';

/** What is wrong, with what, and where to look. */
export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  readonly to: Route;
}

export function problemWords(problem: Problem): ProblemWords {
  const t = texts.value.overview.problem;
  switch (problem.what) {
    case 'silent':
    case 'offline':
    case 'alarm':
    case 'fault':
      return { ...whereOf(problem), text: t[problem.what] };
    case 'overdue':
      return { ...whereOf(problem), text: texts.value.gas.overdue };
    case 'unheard':
      return { ...whereOf(problem), text: t.unheard(metricWordsOf(problem)) };
    case 'limit':
      return { ...whereOf(problem), text: limitWords(problem) };
    case 'broker':
      return { title: t.broker, text: said(problem.reason), to: { page: 'system' } };
    case 'service':
      return { title: problem.service, text: t.service[problem.state], to: { page: 'system' } };
    case 'trouble':
      return { title: problem.service, text: said(problem.reason), to: { page: 'system' } };
    case 'refused':
      return {
        title: t.refused(problem.count, problem.isMore),
        text: refusalText(problem.code, problem.reason, texts.value),
        to: { page: 'quarantine' },
      };
  }
}

const said = (reason: string): string => serverWords(reason, texts.value);

type OfDevice = Extract<Problem, { device: object }>;

const whereOf = ({ device }: OfDevice) => ({
  title: fullNameOf(device),
  to: { page: pageOfKind(device.kind), device: device.device },
});

const metricWordsOf = ({ device, metric }: OfDevice & { metric: string }): string =>
  shownMetrics(device, texts.value.devices.metric).find(({ key }) => key === metric)?.words ?? metric;

function limitWords(problem: Extract<Problem, { what: 'limit' }>): string {
  const { device, metric, value, severity, level } = problem;
  const t = texts.value;
  const shown = shownMetrics(device, t.devices.metric).find(({ key }) => key === metric);
  const number = formatFor(t.locale).measured(value);
  const what = `${shown?.words ?? metric} ${number}\u00a0${shown?.unit ?? ''}`.trim();
  if (!level) return `${what} · ${t.overview.problem.limit[severity]}`;
  const doubt = device.calibration === 'calibrated' ? undefined : t.devices.uncalibrated;
  return [what, t.gas.levels[level], doubt].filter(Boolean).join(' · ');
}
