import { signal } from '@preact/signals';

/** Whether flows and shares can be drawn: their code comes after that of the other charts. */
export const hasStillCharts = signal(false);

/** Fetches it; without a connection with the next one. */
export async function loadStillCharts(): Promise<void> {
  try {
    const { registerStillCharts } = await import('@kilowatch/charts/still-charts');
    registerStillCharts();
    hasStillCharts.value = true;
  } catch {
    addEventListener('online', () => void loadStillCharts(), { once: true });
  }
}
