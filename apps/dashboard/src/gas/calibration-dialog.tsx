import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { CalibrationFields } from '../registry/calibration-fields.js';
import { type CalibrationDraft, calibrationProblemOf } from '../registry/calibration-state.js';
import { DialogButtons } from '../registry/dialog-buttons.js';
import { Modal } from '../registry/modal.js';
import { calibrationIn } from '../registry/settings-draft.js';
import { useSaving } from '../registry/use-saving.js';
import { useToday } from '../registry/use-today.js';
import { texts } from '../texts/language.js';

/** Asks for the day of a calibration, today unless told otherwise, and takes it down. Open for as long as it is on the page. */
export function CalibrationDialog({ device, onClose }: { device: DeviceSnapshot; onClose: () => void }) {
  const today = useToday();
  const draft = useSignal<CalibrationDraft>({
    calibratedOn: today,
    calibrationDueOn: '',
    calibrationNote: '',
  });
  const saving = useSaving();
  const t = texts.value.gas.calibration;
  const isBarred = calibrationProblemOf(draft.value, today) !== undefined;
  const confirm = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const settings = { calibration: 'calibrated', ...calibrationIn(draft.value) } as const;
    if (!isBarred) void saving.save(() => changeDevice(device.device, settings), onClose);
  };
  return (
    <Modal title={t.question} onClose={onClose}>
      <form class="modal-form" onSubmit={confirm}>
        <p>{t.questionHint}</p>
        <CalibrationFields
          draft={draft.value}
          onChange={(part) => (draft.value = { ...draft.value, ...part })}
        />
        <DialogButtons saving={saving} isBarred={isBarred} onCancel={onClose} act={t.confirm} />
      </form>
    </Modal>
  );
}
