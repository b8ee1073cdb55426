import { defineConfig } from 'vite';
import { fewFiles } from './build/few-files.mjs';
import { growingLengths } from './build/growing-lengths.mjs';
import { pageDepths } from './build/page-depths.mjs';
import { precompress } from './build/precompress.mjs';
import { themeBoot } from './build/theme-boot.mjs';

const server = 'http://127.0.0.1:5003';
const routes = ['/api', '/charge', '/discharge', '/read', '/livedata', '/health', '/docs'];

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [themeBoot(), pageDepths(), precompress()],
  css: { postcss: { plugins: [growingLengths()] } },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a strict content security policy knows no data: URLs
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: fewFiles } },
  },
  server: {
    proxy: {
      ...Object.fromEntries(routes.map((route) => [route, server])),
      '/socket.io': { target: server, ws: true },
    },
  },
});
