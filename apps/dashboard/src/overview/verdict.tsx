import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { isCutOff } from '../live/is-cut-off.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { livingStateNow } from '../widgets/living-state.js';
import { problemWords } from './problem-words.js';
import type { Problem } from './problems.js';
import { useMoment } from './reports.js';
import { ageWords } from '../format/age-words.js';
import type { SiteReport } from './site-report.js';
import { VerdictSign } from './verdict-sign.js';
import { type Tone, toneOf } from './verdict-tone.js';

interface VerdictProps {
  devices: readonly DeviceSnapshot[];
  problems: readonly Problem[];
  report: SiteReport;
}

/** As many as there is room for without being asked. */
const shownAtFirst = 3;

/** Whether anything is wrong, before anything else. As high with three troubles as with none: nothing below moves. */
export function Verdict({ devices, problems: known, report }: VerdictProps) {
  const { live } = useAppState();
  const isWhole = useSignal(false);
  const t = texts.value.overview;
  const isCut = isCutOff(live.status.value);
  const isLooking = !live.hasSnapshot.value || !report.isSettled;
  const problems = isLooking && !isCut ? [] : known; // not one after the other
  const tone = toneOf({ problems, isCut, hasSnapshot: live.hasSnapshot.value, report });
  const words = headline(tone, problems.length, isCut);
  const rest = problems.length - shownAtFirst;
  return (
    <section
      class={`panel verdict verdict-${tone} ${isWhole.value ? 'is-whole' : ''}`}
      aria-labelledby="verdict"
    >
      <div class="verdict-head">
        <VerdictSign tone={tone} />
        <p class="verdict-words" id="verdict" role="status">
          <span key={words}>{words}</span>
        </p>
      </div>
      {problems.length > 0 ? (
        <ul class="verdict-list">
          {(isWhole.value ? problems.slice(0, mostShown) : problems.slice(0, shownAtFirst)).map((problem) => (
            <Entry key={problem.key} problem={problem} />
          ))}
        </ul>
      ) : (
        <Facts devices={devices} report={report} />
      )}
      {rest > 0 && (
        <button
          class="button button-small button-quiet"
          type="button"
          aria-expanded={isWhole.value}
          onClick={() => (isWhole.value = !isWhole.value)}
        >
          {isWhole.value ? t.showFewer : t.showAll(problems.length)}
        </button>
      )}
    </section>
  );
}

/** The rest is on the page of devices. */
const mostShown = 100;

function headline(tone: Tone, count: number, isCut: boolean): string {
  const t = texts.value.overview;
  if (isCut) return t.cut;
  if (count > 0) return t.problems(count);
  return tone === 'good' ? t.allWell : t.looking;
}

function Entry({ problem }: { problem: Problem }) {
  const { nowMs } = useMoment();
  const t = texts.value.overview;
  const { title, text, to } = problemWords(problem);
  const age = problem.sinceMs === undefined ? undefined : ageWords(Math.max(0, nowMs - problem.sinceMs));
  return (
    <li class={`problem problem-${problem.severity}`}>
      <a class="problem-link" href={pathOf(to)} data-page>
        <VerdictSign tone={problem.severity} label={t.severity[problem.severity]} />
        <span class="problem-title" dir="auto" title={title}>
          {title}
        </span>
        <span class="problem-text" title={text}>
          <Worded text={[text, age].filter(Boolean).join(' · ')} />
        </span>
      </a>
    </li>
  );
}

/** What "all is well" was concluded from. */
function Facts({ devices, report: { system, quarantine } }: Omit<VerdictProps, 'problems'>) {
  const { nowMs, isOffline } = useMoment();
  const t = texts.value.overview;
  const format = formatFor(texts.value.locale);
  const heard = devices.filter((device) => livingStateNow(device, nowMs) === 'online').length;
  const needed = system?.services.filter(({ isNeeded }) => isNeeded);
  const working = needed?.filter(({ state }) => state === 'working').length ?? 0;
  const facts = [
    [t.devices, isOffline || devices.length === 0 ? undefined : t.report(heard, devices.length)],
    [t.services, needed && !isOffline ? t.working(working, needed.length) : undefined],
    [
      t.refused,
      quarantine && !isOffline ? t.kept(quarantine.kept, format.count(quarantine.kept)) : undefined,
    ],
  ];
  return (
    <dl class="verdict-facts">
      {facts.map(([name, words]) => (
        <div class="verdict-fact" key={name}>
          <dt class="label">{name}</dt>
          <dd>{words ?? t.unknown}</dd>
        </div>
      ))}
    </dl>
  );
}
