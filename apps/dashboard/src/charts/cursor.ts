import { signal } from '@preact/signals';

/** The time that all charts of the page point at; undefined: none. `by` is the chart that was pointed at. */
export const cursor = signal<{ readonly atMs: number; readonly by: object } | undefined>(undefined);
