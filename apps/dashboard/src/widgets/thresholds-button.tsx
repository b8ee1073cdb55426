import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { ThresholdsDialog } from '../registry/thresholds-dialog.js';
import { texts } from '../texts/language.js';

/**
 * Opens the dialogue that sets from where on a value is marked. It closes when the page comes to be about another device, as it may by
 * itself where the address names none.
 */
export function ThresholdsButton({ device }: { device: DeviceSnapshot }) {
  const openFor = useSignal<string | undefined>(undefined);
  const isOpen = openFor.value === device.device;
  return (
    <>
      <button
        class="button button-small button-quiet"
        type="button"
        aria-haspopup="dialog"
        onClick={() => (openFor.value = device.device)}
      >
        {texts.value.registry.thresholds}
      </button>
      {isOpen && <ThresholdsDialog device={device} onClose={() => (openFor.value = undefined)} />}
    </>
  );
}
