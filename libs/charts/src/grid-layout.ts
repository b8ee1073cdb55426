import type { GridComponentOption } from 'echarts/components';
import { sideMargins } from './axes.js';

const topPx = 26;
const betweenPx = 34;
const bottomPx = 26;
const rightWithoutAxis = 14;

/** Grids of equal height above each other; the unit of an axis stands in the room above it. */
export function gridLayout(
  heightPx: number,
  count: number,
  hasRight: boolean,
): { grids: GridComponentOption[]; sides: { left: number; right: number } } {
  const sides = { left: sideMargins.left, right: hasRight ? sideMargins.left : rightWithoutAxis };
  const height = (heightPx - topPx - bottomPx - (count - 1) * betweenPx) / count;
  const grids = Array.from({ length: count }, (_, i) => ({
    ...sides,
    outerBoundsMode: 'none' as const,
    top: topPx + i * (height + betweenPx),
    height,
  }));
  return { grids, sides };
}
