import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { texts } from '../texts/language.js';
import { PageSkeleton } from './page-skeleton.js';

type Loaded<P> = { readonly page: ComponentType<P> } | { readonly isMissing: true };

/** A page whose code comes when it is first looked at. */
export interface LazyPage<P> {
  readonly Page: ComponentType<P>;
  /** Fetches the code unless it is there. */
  load(): Promise<void>;
}

/** Where the code of a page cannot be had, the reader is told and may try again. */
export function lazyPage<P extends object>(fetchPage: () => Promise<ComponentType<P>>): LazyPage<P> {
  const loaded: Signal<Loaded<P> | undefined> = signal(undefined);
  let fetching: Promise<void> | undefined;
  const fetchOnce = async (): Promise<void> => {
    loaded.value = await fetchPage().then(
      (page) => ({ page }),
      () => ({ isMissing: true }),
    );
    if ('isMissing' in loaded.value) fetching = undefined;
  };
  const load = (): Promise<void> => (fetching ??= fetchOnce());
  const Page = (props: P) => {
    const { value } = loaded;
    if (value && 'page' in value) return <value.page {...props} />;
    if (!value) void load();
    return value ? <MissingPage onRetry={() => void load()} /> : <PageSkeleton />;
  };
  return { Page, load };
}

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
