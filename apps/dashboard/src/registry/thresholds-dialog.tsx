import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ThresholdsDialogProps } from './thresholds-form.js';

const form = signal<ComponentType<ThresholdsDialogProps> | undefined>(undefined);
const load = async (): Promise<void> => {
  form.value ??= (await import('./thresholds-form.js')).ThresholdsForm;
};

/** What the page needs first is there by then. The dialogue opens at once later, and also without a connection. */
const soonMs = 2_000;
setTimeout(() => void load().catch(() => undefined), soonMs);

/** Asks from where on the values of a device are worth a look, and sets it. Open for as long as it is on the page. */
export function ThresholdsDialog(props: ThresholdsDialogProps) {
  const { value: Form } = form;
  useEffect(() => {
    load().catch(props.onClose); // without a connection nothing could be saved either
  }, []);
  return Form ? <Form {...props} /> : null;
}
