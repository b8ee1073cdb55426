import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';

describe('the bundle of a page that uses the client', () => {
  it('holds Socket.IO and the client, and no contract with its schemas', async () => {
    const { metafile } = await build({
      entryPoints: [`${import.meta.dirname}/index.ts`],
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      metafile: true,
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((path) => /contracts|zod/.test(path))).toEqual([]);
    expect(inputs.some((path) => path.includes('socket.io-client'))).toBe(true);
  });
});
