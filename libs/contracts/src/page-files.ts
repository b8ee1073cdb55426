/** How many slashes the address of a page has at most after the root of the product: `sensors/<device>/` has two. */
export const deepestPage = 2;

/** The page as it is built for addresses of a depth: its `base` leads back to the root, under whatever prefix. */
export const pageFileOf = (depth: number): string => (depth === 0 ? 'index.html' : `index-${depth}.html`);
