/** Line drawings on a grid of 20, stroked in the colour of the text. */
export const icons = {
  battery: 'M2.5 6.5h13v7h-13zM17.5 9v2M5 9v2M8 9v2M11 9v2',
  overview: 'M3 3h6v6H3zM11 3h6v4h-6zM3 11h6v6H3zM11 9h6v8h-6z',
  cell: 'M4 4h12v12H4zM10 4v12M4 10h12',
  gas: 'M10 2.5s-5 5.2-5 9a5 5 0 0 0 10 0c0-3.8-5-9-5-9zM10 13.500a2 2 0 0 1-2-2',
  'heat-pump': 'M3 5h14v10H3zM10 7.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM10 7.500v5M7.5 10h5',
  sensors:
    'M10 9v8M10 9a1 1 0 1 0 0-.01M6.5 11.500a4 4 0 0 1 0-6M13.5 11.500a4 4 0 0 0 0-6M4 14a8 8 0 0 1 0-11M16 14a8 8 0 0 0 0-11',
  compare: 'M3 14l4-5 3 3 4-7 3 4M3 17h14',
  devices: 'M3 4h14v4H3zM3 12h14v4H3zM6 6h.01M6 14h.01',
  quarantine: 'M10 2.5 17 5v5c0 4-3 6.500-7 7.500-4-1-7-3.500-7-7.500V5zM10 6.500v4M10 13.500v.01',
  system: 'M4 4h12v8H4zM8 16h4M10 12v4M7 8h1.500l1-2 1.500 4 1-2H13',
} as const;
export type PageIcon = keyof typeof icons;

export const Logo = () => (
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M17.8 4.5 8.2 17.6h6.300l-1.6 9.9 10.1-13.600h-6.600z" />
  </svg>
);

export const Sun = () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M10 6.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.500v2M10 16.500v2M1.5 10h2M16.5 10h2M4 4l1.4 1.400M14.6 14.6 16 16M4 16l1.4-1.400M14.6 5.4 16 4" />
  </svg>
);

export const Moon = () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M16.5 11.800A7 7 0 0 1 8.2 3.500a7 7 0 1 0 8.3 8.300z" />
  </svg>
);
