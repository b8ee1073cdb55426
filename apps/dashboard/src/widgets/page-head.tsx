import type { ComponentChildren } from 'preact';

interface PageHeadProps {
  title: string;
  /** Beside the title: badges, a choice. */
  children?: ComponentChildren;
}

/** The one heading of a page, and what belongs beside it. */
export const PageHead = ({ title, children }: PageHeadProps) => (
  <div class="page-head">
    <h1>{title}</h1>
    {children}
  </div>
);
