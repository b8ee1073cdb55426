import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = 'swagger-ui';

/** What the page loads from the package; the bundle copies the same files (`bundleAssets` in package.json). */
export const docsAssets: ReadonlySet<string> = new Set([
  '/swagger-ui.css',
  '/swagger-ui-bundle.js',
  '/favicon-32x32.png',
]);

/** Beside the bundle, or in the package when run from source. */
export function docsAssetsFolder(): string {
  const besideTheBundle = join(import.meta.dirname, folder);
  if (existsSync(besideTheBundle)) return besideTheBundle;
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
