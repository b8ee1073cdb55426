import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { forgetDevice } from '../api/registry-api.js';
import { DemoHistory } from '../history/demo-history.js';
import { navigate, pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { labelOf } from '../widgets/devices-of.js';
import { DialogButtons } from './dialog-buttons.js';
import { Modal } from './modal.js';
import { useSaving } from './use-saving.js';

/** Takes a device out of the registry, after a question. */
export function Farewell({ device }: { device: DeviceSnapshot }) {
  const isAsking = useSignal(false);
  const saving = useSaving();
  const t = texts.value.registry;
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void saving.save(
      () => forgetDevice(device.device),
      () => navigate(pathOf({ page: 'devices' })),
    );
  };
  return (
    <section class="panel device-wide farewell" aria-labelledby="farewell">
      <div>
        <h2 id="farewell">{t.forget}</h2>
        <p class="hint">{t.forgetHint}</p>
      </div>
      <button class="button button-stop" type="button" onClick={() => (isAsking.value = true)}>
        {t.forget}
      </button>
      {device.isDemo && <DemoHistory device={device.device} onDeleted={() => undefined} />}
      {isAsking.value && (
        <Modal title={t.forgetQuestion(labelOf(device))} onClose={() => (isAsking.value = false)}>
          <form class="modal-form" onSubmit={submit}>
            <p>{t.forgetHint}</p>
            <DialogButtons
              saving={saving}
              act={t.forgetIt}
              isDangerous
              onCancel={() => (isAsking.value = false)}
            />
          </form>
        </Modal>
      )}
    </section>
  );
}
