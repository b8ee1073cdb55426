import type { LegendItem } from './chart-legend.js';

interface Picture {
  canvas: HTMLCanvasElement;
  title: string;
  subtitle: string;
  legend: readonly LegendItem[];
}

/** Pixels per CSS pixel, as the chart was painted. */
const scale = 2;
const headPx = 64;
const marginPx = 16;

const read = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The chart with its title, its time and its legend above it, as a PNG. */
export function pictureOf({ canvas, title, subtitle, legend }: Picture): Promise<Blob | null> {
  const whole = Object.assign(document.createElement('canvas'), {
    width: canvas.width,
    height: canvas.height + headPx * scale,
  });
  const pen = whole.getContext('2d');
  if (!pen) return Promise.resolve(null);
  const { fontFamily } = getComputedStyle(document.body);
  pen.fillStyle = read('--surface');
  pen.fillRect(0, 0, whole.width, whole.height);
  pen.drawImage(canvas, 0, headPx * scale);
  pen.scale(scale, scale);
  pen.fillStyle = read('--ink');
  pen.font = `600 15px ${fontFamily}`;
  pen.fillText(title, marginPx, 24);
  pen.font = `12px ${fontFamily}`;
  pen.fillStyle = read('--ink-muted');
  pen.fillText(subtitle, marginPx, 42);
  let x = marginPx;
  for (const { label, colour, isHidden } of legend) {
    if (isHidden) continue;
    pen.fillStyle = read(`--${colour === 'setpoint' ? 'ink-soft' : colour}`);
    pen.fillRect(x, 54, 14, 3);
    pen.fillStyle = read('--ink-muted');
    pen.fillText(label, x + 20, 60);
    x += pen.measureText(label).width + 40;
  }
  return new Promise((resolve) => whole.toBlob(resolve, 'image/png'));
}
