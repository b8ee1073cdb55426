import type { ComponentChildren } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../../app-state.js';
import { formatFor } from '../../format/format.js';
import { gasLevels } from '../../gas/gas-level.js';
import { type PageName, pathOf } from '../../route/router.js';
import { texts } from '../../texts/language.js';
import { livingStateNow } from '../../widgets/living-state.js';
import { type Report, useMoment, useReports } from '../reports.js';
import { ageTitle, doubtOf, noNumber, nothing, numberOf, Row } from '../said.js';
import { byWorst, gasesOf } from '../worst-gas.js';

interface HouseProps {
  pump: DeviceSnapshot | undefined;
  cells: readonly DeviceSnapshot[];
  detectors: readonly DeviceSnapshot[];
  sensors: readonly DeviceSnapshot[];
}

/** The house: how warm it is, how safe its air, and who watches. */
export function HouseFigure({ pump, cells, detectors, sensors }: HouseProps) {
  const reportOf = useReports();
  const t = texts.value;
  const pumpReport = reportOf(pump);
  return (
    <div class="house">
      <svg class="house-roof" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        <path d="M1 40 50 2l49 38" />
      </svg>
      <dl class="house-rooms rows">
        <Temperature report={pumpReport} metric="indoor_temp" />
        <Temperature report={pumpReport} metric="hot_water_top" />
        <Air detectors={detectors} />
        <Cell cells={cells} report={reportOf(cells[0])} />
        <Watching page="sensors" name={t.pages.sensors} devices={sensors} />
      </dl>
    </div>
  );
}

const PageLink = ({ page, children }: { page: PageName; children: string }) => (
  <a href={pathOf({ page })} data-page>
    {children}
  </a>
);

export function Temperature({
  report,
  metric,
}: {
  report: Report;
  metric: 'indoor_temp' | 'hot_water_top' | 'outdoor_temp';
}) {
  const t = texts.value;
  const value = report(metric);
  const text = numberOf(value, (c) => formatFor(t.locale).number(c, 1));
  return <Row label={t.devices.metric[metric]} value={value} text={text} unit="°C" metric={metric} />;
}

/** The worst gas of all detectors. One that is not calibrated says so: its numbers are no safety. */
function Air({ detectors }: { detectors: readonly DeviceSnapshot[] }) {
  const { site } = useAppState();
  const reportOf = useReports();
  const t = texts.value;
  const label = <PageLink page="gas">{t.overview.air}</PageLink>;
  const [worst] = detectors
    .flatMap((device) => gasesOf(device, t.devices.metric, site.value?.display))
    .sort(byWorst);
  if (!worst) return <Away label={label} isHigh isAway={detectors.length === 0} />;
  const { device, sensor, value, severity } = worst;
  const level = severity === undefined ? undefined : gasLevels[severity];
  const report = reportOf(device)(sensor.key);
  const words = `${sensor.words} ${formatFor(t.locale).measured(value)}`;
  const doubt = [doubtOf(report), device.calibration !== 'calibrated' && t.devices.uncalibrated].filter(
    Boolean,
  );
  return (
    <div class={`row row-high is-${report.freshness}`} title={ageTitle(report)}>
      <dt class="row-label">
        {label}
        <span class="row-note" title={t.devices.uncalibratedHint}>
          {doubt.join(' · ')}
        </span>
      </dt>
      <dd class="row-value" key={words.length}>
        <span class="row-number" data-metric={sensor.key}>
          {words}
          <span class="unit">{sensor.unit}</span>
        </span>
        {level && <span class={`gas-word gas-${level}`}>{t.gas.levels[level]}</span>}
      </dd>
    </div>
  );
}

interface AwayProps {
  label: ComponentChildren;
  isHigh?: boolean;
  /** Only that nothing was said is known. */
  isAway?: boolean;
}

/** In place of a number of what is not there; dashes until that is known. */
function Away({ label, isHigh = false, isAway = true }: AwayProps) {
  const { live } = useAppState();
  const words = isAway && live.hasSnapshot.value ? texts.value.overview.notConnected : noNumber;
  return (
    <Row label={label} value={nothing} text="" isHigh={isHigh} key={words}>
      <span class="row-words">{words}</span>
    </Row>
  );
}

function Cell({ cells, report }: { cells: readonly DeviceSnapshot[]; report: Report }) {
  const t = texts.value;
  const value = report('voltageV');
  const text = numberOf(value, (v) => formatFor(t.locale).number(v, 2));
  const name = cells.length > 1 ? `${t.pages.cell} × ${cells.length}` : t.overview.cell;
  if (cells.length === 0) return <Away label={<PageLink page="cell">{name}</PageLink>} />;
  return <Row label={<PageLink page="cell">{name}</PageLink>} value={value} text={text} unit="V" />;
}

interface WatchingProps {
  page: PageName;
  name: string;
  devices: readonly DeviceSnapshot[];
}

function Watching({ page, name, devices }: WatchingProps) {
  const { nowMs, isOffline } = useMoment();
  const t = texts.value;
  const heard = devices.filter((device) => livingStateNow(device, nowMs) === 'online').length;
  const isKnown = devices.length > 0 && !isOffline;
  const isWhole = isKnown && heard === devices.length;
  if (devices.length === 0) return <Away label={<PageLink page={page}>{name}</PageLink>} />;
  const words = isKnown ? t.overview.report(heard, devices.length) : noNumber;
  return (
    <div class={`row is-${isWhole ? 'fresh' : 'stale'}`}>
      <dt class="row-label">
        <PageLink page={page}>{name}</PageLink>
      </dt>
      <dd class="row-value" key={words}>
        <span class="row-number row-words">{words}</span>
      </dd>
    </div>
  );
}
