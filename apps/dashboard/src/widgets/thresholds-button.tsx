import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { ThresholdsDialog } from '../registry/thresholds-dialog.js';
import { texts } from '../texts/language.js';

/** Opens the dialogue that sets from where on a value is marked. */
export function ThresholdsButton({ device }: { device: DeviceSnapshot }) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        class="button button-small button-quiet"
        type="button"
        aria-haspopup="dialog"
        onClick={() => (isOpen.value = true)}
      >
        {texts.value.registry.thresholds}
      </button>
      {isOpen.value && <ThresholdsDialog device={device} onClose={() => (isOpen.value = false)} />}
    </>
  );
}
