import type { Route } from '../route/routes.js';
import { texts } from '../texts/language.js';
import { nativeIdOf } from '../widgets/devices-of.js';

/** The title of the browser's tab: what is looked at first. */
export function pageTitle({ page, device }: Route): string {
  const t = texts.value;
  const name = page === 'not-found' ? t.notFound.title : t.pages[page];
  return [device && nativeIdOf(device), name, t.product].filter(Boolean).join(' · ');
}
