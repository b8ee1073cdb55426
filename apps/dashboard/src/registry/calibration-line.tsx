import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { calibrationStateOf } from './calibration-state.js';
import { useToday } from './use-today.js';

/** When a device was calibrated and is due again, and what was noted; that it is overdue, or was never calibrated, is a warning. */
export function CalibrationLine({ device }: { device: DeviceSnapshot }) {
  const today = useToday();
  const t = texts.value;
  const { calibrationLine: words } = t.registry;
  const { calibratedOn, calibrationDueOn, calibrationNote } = device;
  const state = calibrationStateOf(device, today);
  // Its days are those of the site already: no zone may move them.
  const dateOf = (day: string): string => formatFor(t.locale).date(Date.parse(day), 'UTC');
  if (state === 'uncalibrated') return <p class="calibration-line hint-warning">{words.uncalibrated}</p>;
  return (
    <div class="calibration-line">
      <p>{calibratedOn === undefined ? words.calibrated : words.calibratedOn(dateOf(calibratedOn))}</p>
      {calibrationDueOn !== undefined && (
        <p class={state === 'overdue' ? 'hint-warning' : ''}>
          {words[state === 'overdue' ? 'overdue' : 'due'](dateOf(calibrationDueOn))}
        </p>
      )}
      {calibrationNote !== undefined && (
        <p class="hint" dir="auto">
          {calibrationNote}
        </p>
      )}
    </div>
  );
}
