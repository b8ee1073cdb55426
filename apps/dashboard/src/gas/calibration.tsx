import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { CalibrationLine } from '../registry/calibration-line.js';
import { calibrationStateOf } from '../registry/calibration-state.js';
import { useSaving } from '../registry/use-saving.js';
import { useToday } from '../registry/use-today.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { CalibrationDialog } from './calibration-dialog.js';

/** Whether the numbers of a detector may be relied upon, plainly, and the way to say so. */
export function Calibration({ device }: { device: DeviceSnapshot }) {
  const isAsking = useSignal(false);
  const saving = useSaving();
  const state = calibrationStateOf(device, useToday());
  const t = texts.value.gas.calibration;
  const isDone = state !== 'uncalibrated';
  const takeBack = (): void =>
    void saving.save(
      () => changeDevice(device.device, { calibration: 'uncalibrated' }),
      () => undefined,
    );
  return (
    <section class="gas-calibration" data-calibration={state}>
      <h2>{t.title}</h2>
      <CalibrationLine device={device} />
      <p class="hint">{t.hint[state]}</p>
      <div class="gas-calibration-buttons">
        <button
          class="button button-small button-quiet"
          type="button"
          onClick={() => (isAsking.value = true)}
        >
          {isDone ? t.again : t.mark}
        </button>
        {isDone && (
          <button
            class="button button-small button-quiet"
            type="button"
            disabled={saving.isBusy}
            onClick={takeBack}
          >
            {t.takeBack}
          </button>
        )}
      </div>
      <p class="hint hint-warning" role="alert">
        <Worded text={saving.failure ?? ''} />
      </p>
      {isAsking.value && <CalibrationDialog device={device} onClose={() => (isAsking.value = false)} />}
    </section>
  );
}
