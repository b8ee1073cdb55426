import type { Signal } from '@preact/signals';
import { texts } from '../texts/language.js';
import type { ChartShape } from '../range/time-span.js';

const shapes: readonly ChartShape[] = ['line', 'bar'];

export function ShapePicker({ shape }: { shape: Signal<ChartShape> }) {
  const t = texts.value.history;
  return (
    <fieldset class="segments segments-small">
      <legend class="visually-hidden">{t.shape}</legend>
      {shapes.map((name) => (
        <label key={name} class="segment">
          <input
            type="radio"
            name="shape"
            checked={shape.value === name}
            onChange={() => (shape.value = name)}
          />
          <span>{t.shapes[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
