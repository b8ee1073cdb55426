import type { GridComponentOption } from 'echarts/components';

const topPx = 30;
const betweenPx = 38;
const bottomPx = 26;
const rightWithoutAxis = 20;
/** Fixed, so that charts above each other share their edges and a longer label moves nothing. */
const axisPx = { wide: 62, narrow: 46 };

interface Layout {
  heightPx: number;
  count: number;
  hasRight: boolean;
  isNarrow: boolean;
  /** Absent: all are of equal height. */
  shares?: readonly number[] | undefined;
}

/** Grids above each other, of equal height unless `shares` says how they share it; the unit of an axis stands in the room above it. */
export function gridLayout({ heightPx, count, hasRight, isNarrow, shares }: Layout): {
  grids: GridComponentOption[];
  sides: { left: number; right: number };
} {
  const left = isNarrow ? axisPx.narrow : axisPx.wide;
  const sides = { left, right: hasRight ? left : rightWithoutAxis };
  const roomPx = heightPx - topPx - bottomPx - (count - 1) * betweenPx;
  const parts = shares ?? Array.from({ length: count }, () => 1);
  const total = parts.reduce((sum, share) => sum + share, 0);
  let top = topPx;
  const grids = parts.map((share) => {
    const height = (roomPx * share) / total;
    const grid = { ...sides, outerBoundsMode: 'none' as const, top, height };
    top += height + betweenPx;
    return grid;
  });
  return { grids, sides };
}
