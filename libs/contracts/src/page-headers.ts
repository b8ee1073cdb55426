// Own scripts, styles and connections only; nobody may frame the page that commands a battery.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const yearS = 31_536_000;

/** What the dashboard's page and icons are sent with, whoever serves them: always asked again. */
export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
} as const;

/** What files with a hash in their name are sent with: kept for ever. */
export const hashedFileHeaders = {
  'cache-control': `public, max-age=${yearS}, immutable`,
  'x-content-type-options': 'nosniff',
} as const;
