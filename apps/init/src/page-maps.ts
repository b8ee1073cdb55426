import { deepestPage, pageFileOf } from '@kilowatch/contracts';
import { block } from './nginx-text.js';

/** Which file of the dashboard a browser gets that navigates to a path of no file: `$page`. */
export const pageMaps = [
  // As it was sent: a percent-encoded slash in the name of a device is none.
  block(
    'map $request_uri $page_of_depth',
    'default /.none;',
    ...Array.from(
      { length: deepestPage + 1 },
      (_, depth) => `"~^/[^/?]*(/[^/?]*){${depth}}(\\?|$)" /${pageFileOf(depth)};`,
    ),
  ),
  block(
    'map "$request_method $http_accept" $page',
    'default /.none;',
    '"~^(GET|HEAD) .*text/html" $page_of_depth;',
  ),
];
