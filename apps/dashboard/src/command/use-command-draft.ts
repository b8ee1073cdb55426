import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals';
import type { Direction, PowerUnit } from '@kilowatch/contracts';
import { magnitudeOf } from './magnitude.js';

/** A command that is being written. */
export interface CommandDraft {
  direction: Signal<Direction>;
  typed: Signal<string>;
  unit: Signal<PowerUnit>;
  /** Undefined while what is typed is not a magnitude. */
  value: ReadonlySignal<number | undefined>;
}

export function useCommandDraft(): CommandDraft {
  const direction = useSignal<Direction>('charge');
  const typed = useSignal('10');
  const unit = useSignal<PowerUnit>('kW');
  const value = useComputed(() => magnitudeOf(typed.value));
  return { direction, typed, unit, value };
}
