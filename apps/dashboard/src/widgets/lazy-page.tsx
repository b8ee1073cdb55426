import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { texts } from '../texts/language.js';

type Loaded<P> = { readonly page: ComponentType<P> } | { readonly isMissing: true };

const loads: (() => Promise<void>)[] = [];

/** A page whose code comes when it is first looked at. Where it cannot be had, the reader is told and may try again. */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const loaded: Signal<Loaded<P> | undefined> = signal(undefined);
  const get = async (): Promise<void> => {
    if (loaded.peek() && 'page' in loaded.peek()!) return;
    loaded.value = await load().then(
      (page) => ({ page }),
      () => ({ isMissing: true }),
    );
  };
  loads.push(get);
  return function LazyPage(props: P) {
    const { value } = loaded;
    if (value && 'page' in value) return <value.page {...props} />;
    if (!value) void get();
    return value ? <MissingPage onRetry={() => void get()} /> : <PageSkeleton />;
  };
}

/** Fetches the code of all pages, one after the other, so that each opens at once and also without a connection. */
export async function loadAllPages(): Promise<void> {
  for (const load of loads) await load();
}

const PageSkeleton = () => (
  <div class="page-skeleton" aria-busy="true">
    <div class="skeleton skeleton-title" />
    <div class="panel skeleton skeleton-block" />
    <div class="panel skeleton skeleton-block" />
  </div>
);

/** The connection is gone, or a new version has taken the place of the files that this page was built with. */
function MissingPage({ onRetry }: { onRetry: () => void }) {
  const t = texts.value.missingPage;
  return (
    <section class="panel notice" role="alert">
      <h1>{t.title}</h1>
      <p>{t.text}</p>
      <div class="dialog-buttons">
        <button class="button" type="button" onClick={onRetry}>
          {t.retry}
        </button>
        <button class="button button-quiet" type="button" onClick={() => location.reload()}>
          {t.reload}
        </button>
      </div>
    </section>
  );
}
