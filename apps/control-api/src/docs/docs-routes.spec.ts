import { routes } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

describe('/docs', () => {
  it('is a page whose parts all come from here, without anything inline', async () => {
    const { get } = await startApi();
    const page = await get('/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(page.text).not.toMatch(/<script>|<style|style=|https?:/);
    const parts = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path!);
    expect(parts).toHaveLength(4);
    const types = await Promise.all(parts.map(async (part) => (await get(part)).headers.get('content-type')));
    expect(types).toEqual([
      'image/png',
      expect.stringMatching(/^text\/css/),
      expect.stringMatching(/javascript; charset=utf-8$/),
      expect.stringMatching(/javascript; charset=utf-8$/),
    ]);
  });

  it('has the description of every route', async () => {
    const { get } = await startApi();
    const { body } = await get('/docs/openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.0' });
    const { paths } = body as { paths: Record<string, object> };
    expect(Object.values(paths).flatMap((methods) => Object.keys(methods))).toHaveLength(routes.length);
  });

  it.each([
    '/docs/package.json',
    '/docs/swagger-ui.css.map',
    '/docs/..%2fpackage.json',
    '/docs/'.padEnd(40, '../'),
  ])('serves nothing else: %s', async (path) => {
    const { get } = await startApi();
    expect([404, 403, 400]).toContain((await get(path)).status);
  });
});
