import { onTestEnd } from '@kilowatch/testing';
import { type Browser, chromium, type Page } from 'playwright-core';

let running: Promise<Browser> | undefined;

// Not the package's own flags: among them are one process for everything and no web security.
const browserFlags = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

// The package unpacks its own system libraries only where it believes to run on Lambda's Node 22.
async function launch(): Promise<Browser> {
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: browserFlags,
    headless: true,
  });
}

/** One browser for all tests of a file; closed by {@link closeBrowser}. */
export const browser = (): Promise<Browser> => (running ??= launch());

export async function closeBrowser(): Promise<void> {
  await (await running)?.close();
  running = undefined;
}

/** A page of its own, closed with the test; errors of the page are collected, a test may assert that there are none. */
export async function openPage(
  url: string,
  options: { width?: number; height?: number; colorScheme?: 'light' | 'dark'; locale?: string } = {},
): Promise<Page & { errors: string[] }> {
  const { width = 1280, height = 800, colorScheme = 'light', locale = 'en-US' } = options;
  const context = await (await browser()).newContext({ viewport: { width, height }, colorScheme, locale });
  onTestEnd(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(url);
  return Object.assign(page, { errors });
}
