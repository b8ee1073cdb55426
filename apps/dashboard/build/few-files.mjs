const firstPage = /[\\/]overview[\\/]overview-page\.tsx$/;
const ours = /[\\/]dashboard[\\/]src[\\/]/;
const drawing = /[\\/]dashboard[\\/]src[\\/](charts|range|series)[\\/]/;
const parts = /[\\/]dashboard[\\/]src[\\/](api|heat-pump|widgets)[\\/]/;
const lists = /[\\/]dashboard[\\/]src[\\/](compare|quarantine|sensors|system)[\\/]/;
/** Left alone, so that it stays the one that `index.html` names. */
const entry = /[\\/](index\.html|main\.tsx)$/;

/** Whether a module comes with the page that is loaded first, through static imports. */
function isOfFirstPage(id, context, seen = new Set()) {
  if (firstPage.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = context.getModuleInfo(id)?.importers ?? [];
  return importers.some((importer) => isOfFirstPage(importer, context, seen));
}

/**
 * What pages share, in few files: left alone, the bundler makes one for each set of pages that share something, thirty for a
 * page with charts, and on a slow line each file waits for its turn. The page that is loaded first gets nothing that it
 * does not need.
 */
export const fewFiles = {
  groups: [
    { name: (id) => (entry.test(id) ? null : 'first'), tags: ['$initial'], priority: 3 },
    {
      name: (id, context) => (isOfFirstPage(id, context) ? 'common' : null),
      test: ours,
      minShareCount: 2,
      priority: 2,
    },
    { name: 'charted', test: drawing, minShareCount: 2, priority: 1 },
    { name: 'parts', test: parts, minShareCount: 2, priority: 1 },
    { name: 'listed', test: lists, minShareCount: 2, priority: 1 },
    { name: 'recorded', test: ours, minShareCount: 2 },
  ],
};
