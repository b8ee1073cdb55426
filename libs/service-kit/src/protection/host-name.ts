/** A Host header (or the authority of an origin), taken apart. */
export interface Authority {
  /** Lower case, without port, brackets kept. */
  readonly name: string;
  readonly port: string;
}

const authority = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?<port>\d{1,5}))?$/i;

/** Undefined for anything that is not a plain `name`, `name:port`, `[ipv6]` or `[ipv6]:port`; user info never is. */
export function parseAuthority(text: string | undefined): Authority | undefined {
  const groups = text === undefined ? undefined : authority.exec(text)?.groups;
  return groups?.['name'] ? { name: groups['name'].toLowerCase(), port: groups['port'] ?? '' } : undefined;
}

const octet = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const loopbackIpv4 = new RegExp(`^127(?:\\.${octet}){3}$`);

/**
 * True for `localhost`, 127.0.0.0/8 in plain decimal and `::1`. Not for `*.localhost`: whether such a name stays on this
 * machine is up to the resolver.
 */
export function isLoopbackName(name: string): boolean {
  const bare = name.toLowerCase().replace(/\.$/, '');
  return bare === 'localhost' || loopbackIpv4.test(bare) || isLoopbackIpv6(bare);
}

function isLoopbackIpv6(name: string): boolean {
  const address = name.startsWith('[') ? name : `[${name}]`;
  return (
    name.includes(':') &&
    URL.canParse(`http://${address}`) &&
    new URL(`http://${address}`).hostname === '[::1]'
  );
}
