import type { RouteOptions } from 'fastify';

/** Which methods each path pattern answers; tells an unknown path from a wrong method. */
export class KnownPaths {
  private readonly methods = new Map<string, Set<string>>();

  /** For Fastify's `onRoute`. Wildcards (static files) say nothing about what exists and are left out. */
  readonly add = ({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void => {
    if (url.includes('*')) return;
    const known = this.methods.get(url) ?? new Set();
    for (const name of [method].flat()) known.add(name);
    this.methods.set(url, known);
  };

  /** Empty when no route has this path. */
  methodsOf(path: string): readonly string[] {
    const found = [...this.methods]
      .filter(([pattern]) => matches(pattern, path))
      .flatMap(([, methods]) => [...methods]);
    return [...new Set(found)].sort();
  }
}

const segmentsOf = (path: string): string[] => path.replace(/\/$/, '').split('/');

function matches(pattern: string, path: string): boolean {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  return (
    wanted.length === given.length &&
    wanted.every((segment, i) => (segment.startsWith(':') ? given[i] !== '' : segment === given[i]))
  );
}
