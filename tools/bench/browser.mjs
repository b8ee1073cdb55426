import { chromium } from 'playwright-core';

// As the browser tests do: not the package's own flags, among which are one process for everything and no web security.
const flags = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/** Headless Chromium of npm. The package unpacks its system libraries only where it believes to run on Lambda's Node 22. */
export async function startBrowser(more = []) {
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...flags, ...more],
    headless: true,
  });
}

/** A page in a context of its own, with its debugging session. */
export async function openIn(browser, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  return { page, devtools: await context.newCDPSession(page), close: () => context.close() };
}
