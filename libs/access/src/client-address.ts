import type { IncomingHttpHeaders } from 'node:http';
import { isIP, isIPv4, isIPv6 } from 'node:net';

/** A connection's other end, and what a proxy says of whom it speaks for. */
export interface Peer {
  readonly remoteAddress: string | undefined;
  readonly headers?: IncomingHttpHeaders;
}

const lastOf = (header: string | string[] | undefined): string =>
  [header].flat().join(',').split(',').at(-1)!.trim();

/**
 * The address that asks. Only a proxy that is trusted may name another one, and only its own addition is believed: the last;
 * what stands before it is what the client said.
 */
export function addressOf({ remoteAddress, headers = {} }: Peer, isProxyTrusted: boolean): string {
  const forwarded = isProxyTrusted ? lastOf(headers['x-forwarded-for']) : '';
  return isIP(forwarded) ? forwarded : (remoteAddress ?? 'unknown');
}

/** Whether the client came by TLS, as a trusted proxy says. */
export const cameByHttps = ({ headers = {} }: Peer, isProxyTrusted: boolean): boolean =>
  isProxyTrusted && lastOf(headers['x-forwarded-proto']).toLowerCase() === 'https';

const ipv4InIpv6 = /^::ffff:(?<ipv4>\d+\.\d+\.\d+\.\d+)$/i;

/** Whose wrong tries are counted together: an IPv4 address, or the /64 of an IPv6 address, whose owner has all of it. */
export function clientOf(address: string): string {
  const ipv4 = ipv4InIpv6.exec(address)?.groups?.['ipv4'] ?? address;
  if (isIPv4(ipv4) || !isIPv6(address)) return ipv4;
  const [before = '', after] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = before === '' ? [] : before.split(':');
  const missing = after === undefined ? 0 : 8 - groups.length - (after === '' ? 0 : after.split(':').length);
  const all = [...groups, ...Array<string>(missing).fill('0'), ...(after ?? '').split(':')];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
