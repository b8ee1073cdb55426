/** Line drawings on a grid of 20, stroked in the colour of the text. */
export const icons = {
  battery: 'M2.5 6.5h13v7h-13zM17.5 9v2M5 9v2M8 9v2M11 9v2',
  overview: 'M3 3h6v6H3zM11 3h6v4h-6zM3 11h6v6H3zM11 9h6v8h-6z',
  cell: 'M5.5 5.5h9v9h-9zM8 3v2.5M12 3v2.5M8 14.5V17M12 14.5V17M3 8h2.5M3 12h2.5M14.5 8H17M14.5 12H17',
  gas: 'M2.5 6c1.9-2 3.7-2 5.5 0s3.7 2 5.5 0 2.5-1.6 4-1M2.5 10.5c1.9-2 3.7-2 5.5 0s3.7 2 5.5 0 2.5-1.6 4-1M2.5 15c1.9-2 3.7-2 5.5 0s3.7 2 5.5 0 2.5-1.6 4-1',
  'heat-pump':
    'M3 3.5h14v13H3zM10 9a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM10 9c-1.8-1-1.5-3 0-3.3M11 10.5c1.8 1 .6 3-.8 3.3M9 10.5c-2 0-3-1.5-2.6-2.9M11 9.5c1.7-1 2.9.3 2.7 1.7',
  sensors:
    'M10 9v8M10 9a1 1 0 1 0 0-.01M6.5 11.5a4 4 0 0 1 0-6M13.5 11.5a4 4 0 0 0 0-6M4 14a8 8 0 0 1 0-11M16 14a8 8 0 0 0 0-11',
  compare: 'M3 14l4-5 3 3 4-7 3 4M3 17h14',
  devices: 'M3 4h14v4H3zM3 12h14v4H3zM6 6h.01M6 14h.01',
  quarantine: 'M10 2.5 17 5v5c0 4-3 6.5-7 7.5-4-1-7-3.5-7-7.5V5zM10 6.5v4M10 13.5v.01',
  system: 'M4 4h12v8H4zM8 16h4M10 12v4M7 8h1.5l1-2 1.5 4 1-2H13',
} as const;
export type PageIcon = keyof typeof icons;

export const Logo = () => (
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M17.8 4.5 8.2 17.6h6.3l-1.6 9.9 10.1-13.6h-6.6z" />
  </svg>
);

export const Sun = () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4" />
  </svg>
);

export const Moon = () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z" />
  </svg>
);
