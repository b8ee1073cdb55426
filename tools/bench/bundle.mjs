import { build } from 'esbuild';
import { serviceBundle } from '../bundle/service-bundle.mjs';

/** Bundles a bench as services are bundled. */
export const bundleForBench = (options) => build({ ...serviceBundle, minifyWhitespace: false, ...options });
