import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { DialogButtons } from '../registry/dialog-buttons.js';
import { Modal } from '../registry/modal.js';
import { useSaving } from '../registry/use-saving.js';
import { texts } from '../texts/language.js';
import { isCalibrated } from './gas-standing.js';

/** Whether the numbers of a detector may be relied upon, plainly, and the way to say so. */
export function Calibration({ device }: { device: DeviceSnapshot }) {
  const isAsking = useSignal(false);
  const saving = useSaving();
  const t = texts.value.gas.calibration;
  const isDone = isCalibrated(device);
  const state = isDone ? 'calibrated' : 'uncalibrated';
  const set = (calibration: 'calibrated' | 'uncalibrated'): void => {
    void saving.save(
      () => changeDevice(device.device, { calibration }),
      () => (isAsking.value = false),
    );
  };
  const confirm = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    set('calibrated');
  };
  return (
    <section class={`gas-calibration gas-${state}`} data-calibration={state}>
      <h2>{t.title}</h2>
      <p class="gas-calibration-state">{t.state[state]}</p>
      <p class="hint">{t.hint[state]}</p>
      <button
        class="button button-small button-quiet"
        type="button"
        disabled={saving.isBusy}
        onClick={() => (isDone ? set('uncalibrated') : (isAsking.value = true))}
      >
        {t.change[state]}
      </button>
      <p class="hint hint-warning" role="alert">
        {!isAsking.value && saving.failure}
      </p>
      {isAsking.value && (
        <Modal title={t.question} onClose={() => (isAsking.value = false)}>
          <form class="modal-form" onSubmit={confirm}>
            <p>{t.questionHint}</p>
            <DialogButtons saving={saving} onCancel={() => (isAsking.value = false)} act={t.confirm} />
          </form>
        </Modal>
      )}
    </section>
  );
}
