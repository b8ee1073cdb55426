import type { GridComponentOption } from 'echarts/components';
import { sideMargins } from './axes.js';

const topPx = 30;
const betweenPx = 38;
const bottomPx = 26;
const rightWithoutAxis = 20;

/** Grids above each other, of equal height unless `shares` says how they share it; the unit of an axis stands in the room above it. */
export function gridLayout(
  heightPx: number,
  count: number,
  hasRight: boolean,
  shares: readonly number[] = Array.from({ length: count }, () => 1 / count),
): { grids: GridComponentOption[]; sides: { left: number; right: number } } {
  const sides = { left: sideMargins.left, right: hasRight ? sideMargins.left : rightWithoutAxis };
  const roomPx = heightPx - topPx - bottomPx - (count - 1) * betweenPx;
  const total = shares.reduce((sum, share) => sum + share, 0);
  let top = topPx;
  const grids = shares.map((share) => {
    const height = (roomPx * share) / total;
    const grid = { ...sides, outerBoundsMode: 'none' as const, top, height };
    top += height + betweenPx;
    return grid;
  });
  return { grids, sides };
}
