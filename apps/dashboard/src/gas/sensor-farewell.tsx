import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { DialogButtons } from '../registry/dialog-buttons.js';
import { Modal } from '../registry/modal.js';
import { useSaving } from '../registry/use-saving.js';
import { texts } from '../texts/language.js';
import type { SensedGas } from './gas-standing.js';

/** Takes a sensor that its detector no longer reports off the list, after a question: somebody must have seen that it is gone. */
export function SensorFarewell({ device, gas }: { device: DeviceSnapshot; gas: SensedGas }) {
  const isAsking = useSignal(false);
  const saving = useSaving();
  const t = texts.value.gas.remove;
  const { sensor, value } = gas;
  const close = (): void => void (isAsking.value = false);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const removedSeries = { ...device.removedSeries, [sensor.key]: value.atMs ?? 0 };
    void saving.save(() => changeDevice(device.device, { removedSeries }), close);
  };
  return (
    <>
      <button class="button button-small button-quiet" type="button" onClick={() => (isAsking.value = true)}>
        {t.begin}
      </button>
      {isAsking.value && (
        <Modal title={t.question(sensor.words)} onClose={close}>
          <form class="modal-form" onSubmit={submit}>
            <p>{t.hint}</p>
            <DialogButtons saving={saving} onCancel={close} act={t.confirm} />
          </form>
        </Modal>
      )}
    </>
  );
}
