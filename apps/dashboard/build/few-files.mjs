const firstPage = /[\\/]overview[\\/]overview-page\.tsx$/;
const ofDrawing = /[\\/]dashboard[\\/]src[\\/](charts|history|range|series)[\\/]/;
/** Left alone, so that it stays the one that `index.html` names. */
const entry = /[\\/](index\.html|main\.tsx)$/;
const ours = /[\\/]dashboard[\\/]src[\\/]/;

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
    { name: 'charted', test: ofDrawing, minShareCount: 2, priority: 1 },
    { name: 'shared', test: ours, minShareCount: 2 },
  ],
};
