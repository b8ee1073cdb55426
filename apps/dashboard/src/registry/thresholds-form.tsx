import type { TargetedSubmitEvent } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { texts } from '../texts/language.js';
import { labelOf } from '../widgets/devices-of.js';
import { DialogButtons } from './dialog-buttons.js';
import { Modal } from './modal.js';
import { ThresholdFields } from './threshold-fields.js';
import { useSaving } from './use-saving.js';
import { useThresholdDrafts } from './use-threshold-drafts.js';

export interface ThresholdsDialogProps {
  device: DeviceSnapshot;
  /** It is saved, or nobody wants it: take it off the page. */
  onClose: () => void;
}

/** Asks from where on the values of a device are worth a look, and sets it. Open for as long as it is on the page. */
export function ThresholdsForm({ device, onClose }: ThresholdsDialogProps) {
  const t = texts.value.registry;
  const { drafts, shown, others, hasProblem, change, add, reset, result } = useThresholdDrafts(device);
  const saving = useSaving();
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!hasProblem) void saving.save(() => changeDevice(device.device, { thresholds: result() }), onClose);
  };
  return (
    <Modal title={t.thresholdsOf(labelOf(device))} onClose={onClose} isWide>
      <form class="modal-form" onSubmit={submit} noValidate>
        <p class="hint">{t.thresholdsHint}</p>
        {shown.map((metric) => (
          <ThresholdFields
            key={metric.key}
            metric={metric}
            draft={drafts[metric.key]!}
            onChange={(draft) => change(metric.key, draft)}
          />
        ))}
        {others.length > 0 && (
          <select
            class="select-small"
            aria-label={t.addThreshold}
            value=""
            onChange={({ currentTarget }) => currentTarget.value && add(currentTarget.value)}
          >
            <option value="">{t.addThreshold}</option>
            {others.map(({ key, words }) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
        )}
        <DialogButtons saving={saving} isBarred={hasProblem} onCancel={onClose}>
          <button class="button button-quiet" type="button" onClick={reset}>
            {t.usual}
          </button>
        </DialogButtons>
      </form>
    </Modal>
  );
}
