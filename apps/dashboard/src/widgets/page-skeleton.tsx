/** A page whose code or device is not there yet. */
export const PageSkeleton = () => (
  <div class="page-skeleton" aria-busy="true">
    <div class="skeleton skeleton-title" />
    <div class="panel skeleton skeleton-block" />
    <div class="panel skeleton skeleton-block" />
  </div>
);
