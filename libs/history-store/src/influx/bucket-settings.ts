/** One bucket and how to reach it. */
export interface InfluxBucketSettings {
  /** Such as `http://localhost:8086`. */
  readonly url: string;
  readonly token: string;
  readonly org: string;
  readonly bucket: string;
  /** How the settings are called where people set them, for what they are told: `INFLUXDB` of `INFLUXDB_TOKEN`. */
  readonly prefix: string;
}

/** The address without what may be secret in it. */
export const shownUrl = ({ url }: Pick<InfluxBucketSettings, 'url'>): string => {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
};
