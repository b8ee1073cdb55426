import type { CSSProperties } from 'preact';
import { screenScale } from '../theme/screen-scale.js';

/** A canvas is laid out as at a desk and shown larger as a whole on a wall screen, its letters and all its distances with it. */
export function canvasStyle(): CSSProperties {
  const scale = screenScale.value;
  if (scale === 1) return {};
  return { width: `${100 / scale}%`, height: `${100 / scale}%`, transform: `scale(${scale})` };
}
