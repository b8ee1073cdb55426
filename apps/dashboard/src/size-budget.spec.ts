import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deepestPage, pageFileOf } from '@kilowatch/contracts';

/** What is needed of Vite's manifest. */
interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}

const dist = join(import.meta.dirname, '../dist');
const manifestFile = join(dist, '.vite/manifest.json');

const readManifest = (): Record<string, Chunk> => {
  if (!existsSync(manifestFile)) throw new Error('build the dashboard first: npx nx build dashboard');
  return JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>;
};

/** The chunks that come with these, through static imports. */
function closureOf(names: readonly string[], manifest: Record<string, Chunk>): Set<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    manifest[name]?.imports?.forEach(visit);
  };
  names.forEach(visit);
  return seen;
}

const brotliKilobytes = (names: Iterable<string>, manifest: Record<string, Chunk>): number =>
  [...names]
    .map((name) => readFileSync(join(dist, `${manifest[name]?.file ?? name}.br`)).length / 1_000)
    .reduce((sum, size) => sum + size, 0);

describe('the built page', () => {
  const manifest = readManifest();
  const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry);
  const first = closureOf(entries, manifest);
  const charts = Object.keys(manifest).filter((name) => /lazy-charts|register-still-charts/.test(name));

  const pagesOfTheirOwn = Object.keys(manifest).filter((name) => name.endsWith('-page.tsx'));

  const scriptsOf = (names: readonly string[]): string[] =>
    [...closureOf(names, manifest)].filter((name) => manifest[name]?.file.endsWith('.js'));
  const pageKilobytes = (page: string, language: string): number =>
    brotliKilobytes(scriptsOf([...entries, page, `src/texts/${language}.ts`]), manifest);

  it.each(['en', 'de', 'sv'])(
    'shows its first view with at most 60 kB of script, in the language %s',
    (language) => {
      const html = readFileSync(join(dist, 'index.html'), 'utf8');
      const boot = /assets\/theme-boot-[\w-]+\.js/.exec(html)?.[0];
      expect(boot).toBeDefined();
      const kilobytes = pageKilobytes('src/overview/overview-page.tsx', language);
      expect(kilobytes + brotliKilobytes([boot ?? ''], manifest)).toBeLessThanOrEqual(60);
    },
  );

  it('adds at most 200 kB for charts, and only later', () => {
    expect(charts).toHaveLength(2);
    expect(charts.some((name) => first.has(name))).toBe(false);
    const added = [...closureOf(charts, manifest)].filter((name) => !first.has(name));
    expect(brotliKilobytes(added, manifest)).toBeLessThanOrEqual(200);
  });

  it('opens no page with more than 75 kB of script, drawing apart, also when it is called up first', () => {
    expect(pagesOfTheirOwn.length).toBeGreaterThanOrEqual(8);
    expect(pagesOfTheirOwn.filter((name) => pageKilobytes(name, 'de') > 75)).toEqual([]);
  });

  it('opens each page with few files: on a slow line every one of them waits for its turn', () => {
    const filesOf = (name: string): number => scriptsOf([...entries, name, 'src/texts/en.ts']).length;
    expect(pagesOfTheirOwn.filter((name) => filesOf(name) > 10)).toEqual([]);
  });

  it('has at most 15 kB of styles, all pages together', () => {
    const styles = readdirSync(join(dist, 'assets')).filter((file) => file.endsWith('.css'));
    const bytes = styles.map((file) => statSync(join(dist, 'assets', `${file}.br`)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(15_000);
  });

  it('is there once for each depth of address, with a base that leads back to the root', () => {
    for (let depth = 0; depth <= deepestPage; depth += 1) {
      const html = readFileSync(join(dist, pageFileOf(depth)), 'utf8');
      expect(html).toContain(`<base href="${depth === 0 ? './' : '../'.repeat(depth)}" />`);
      expect(html.indexOf('<base')).toBeLessThan(html.search(/(src|href)="(?!\.\.?\/")/));
      expect(html).not.toMatch(/(src|href)="\//);
    }
    expect(existsSync(join(dist, pageFileOf(deepestPage + 1)))).toBe(false);
  });

  it('needs nothing that a strict content security policy forbids', () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});
