import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { Modal } from '../registry/modal.js';
import { useSaving } from '../registry/use-saving.js';
import { texts } from '../texts/language.js';
import { isCalibrated } from './gas-standing.js';

/** Whether the numbers of a detector may be relied upon, plainly, and the way to say so. */
export function Calibration({ device }: { device: DeviceSnapshot }) {
  const isAsking = useSignal(false);
  const { isBusy, failure, save } = useSaving();
  const t = texts.value.gas.calibration;
  const isDone = isCalibrated(device);
  const state = isDone ? 'calibrated' : 'uncalibrated';
  const set = (calibration: 'calibrated' | 'uncalibrated'): void => {
    void save(
      () => changeDevice(device.device, { calibration }),
      () => (isAsking.value = false),
    );
  };
  return (
    <section class={`gas-calibration gas-${state}`} data-calibration={state}>
      <h2>{t.title}</h2>
      <p class="gas-calibration-state">{t.state[state]}</p>
      <p class="hint">{t.hint[state]}</p>
      <button
        class="button button-small button-quiet"
        type="button"
        disabled={isBusy}
        onClick={() => (isDone ? set('uncalibrated') : (isAsking.value = true))}
      >
        {t.change[state]}
      </button>
      <p class="hint hint-warning" role="alert">
        {!isAsking.value && failure}
      </p>
      {isAsking.value && (
        <Modal title={t.question} onClose={() => (isAsking.value = false)}>
          <p>{t.questionHint}</p>
          <p class="hint hint-warning" role="alert">
            {failure}
          </p>
          <div class="dialog-buttons">
            <button class="button button-quiet" type="button" onClick={() => (isAsking.value = false)}>
              {t.cancel}
            </button>
            <button class="button" type="button" disabled={isBusy} onClick={() => set('calibrated')}>
              {t.confirm}
            </button>
          </div>
        </Modal>
      )}
    </section>
  );
}
