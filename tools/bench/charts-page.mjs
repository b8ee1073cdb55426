import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/node24.mjs';

/** A page with nothing but the chart code and six charts; `updateCharts(rounds, isEnvelope)` gives the times of each round. */
export async function chartPage() {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: join(root, 'apps/dashboard/src'), loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
  });
  const charts = '<div class="chart"></div>'.repeat(6);
  const style =
    'body{margin:0;display:grid;grid-template-columns:1fr 1fr;gap:8px}.chart{width:620px;height:240px}';
  return `<!doctype html><style>${style}</style>${charts}<script>${outputFiles[0].text}</script>`;
}

const script = `
import { mountChart, seriesOption } from '@kilowatch/charts';
import { SeriesBuffer } from './series/series-buffer.js';

const points = 3_600;
const stepMs = 1_000;
const firstMs = Date.UTC(2026, 0, 1);
const theme = {
  ink: '#111111', mutedInk: '#666666', gridLine: '#dddddd', surface: '#ffffff', fontFamily: 'sans-serif',
};
const valueAt = (i) => 20 + 5 * Math.sin(i / 300) + Math.sin(i * 12.9898) * 0.8;

function filled(isEnvelope) {
  const atMs = Array.from({ length: points }, (_, i) => firstMs + i * stepMs);
  const mean = atMs.map((_, i) => valueAt(i));
  const spread = isEnvelope ? 0.4 : 0;
  return new SeriesBuffer(
    { atMs, mean, min: mean.map((v) => v - spread), max: mean.map((v) => v + spread), count: mean.map(() => 2), gaps: [] },
    stepMs,
  );
}

const painted = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(0);
  });
const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));

globalThis.updateCharts = async (rounds, isEnvelope) => {
  const buffers = Array.from({ length: 6 }, () => filled(isEnvelope));
  const option = (buffer, place, toMs) =>
    seriesOption(
      {
        series: [{
          label: 'Series', unit: '°C', shape: 'line', axis: 'left', grid: 0, stepMs,
          colour: '#0b62b8', columns: buffer.view(), write: String,
        }],
        heightPx: 240,
        axisWords: (unit) => ({ unit, write: (value) => String(Number(value.toPrecision(6))) }),
      },
      { fromMs: toMs - points * stepMs, toMs, timeZone: 'Europe/Stockholm', theme, locale: 'en-GB' },
    );
  const elements = [...document.querySelectorAll('.chart')];
  const charts = elements.map((element, i) =>
    mountChart(element, option(buffers[i], i, firstMs + points * stepMs)),
  );
  const times = { all: [], each: [], frame: [] };
  const update = (i, count) => {
    const atMs = firstMs + count * stepMs;
    buffers[i].add(atMs, valueAt(count));
    buffers[i].dropBefore(atMs - points * stepMs);
    charts[i].update(option(buffers[i], i, atMs + stepMs));
  };
  for (let round = 0; round < rounds; round += 1) {
    await frame();
    const startMs = performance.now();
    for (let i = 0; i < 6; i += 1) {
      const oneMs = performance.now();
      update(i, points + 2 * round);
      times.each.push(performance.now() - oneMs);
    }
    times.all.push(performance.now() - startMs);
    await painted();
    await frame();
    const frameMs = performance.now();
    update(round % 6, points + 2 * round + 1);
    times.frame.push((await painted()) - frameMs);
  }
  for (const chart of charts) chart.dispose();
  return times;
};
`;
