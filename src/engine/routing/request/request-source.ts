import type { ClusterEntry } from '../../kubernetes/cluster/cluster-entry.ts';
import type { RequestSource } from './request.ts';

/** "pod/NS/NAME[/CONTAINER]", "node/NAME", "ip/ADDRESS@NODE", "internet": as on the command line. */
export function formatSource(source: RequestSource): string {
  if ('pod' in source) return `pod/${source.pod}${source.container === undefined ? '' : `/${source.container}`}`;
  if ('node' in source) return `node/${source.node}`;
  if ('enters' in source) return `ip/${source.ip}@${source.enters}`;
  return source.ip === undefined ? 'internet' : `internet/${source.ip}`;
}

/** An entry point as requests name it: "route/shop/front". */
export function formatVia({ kind, namespace, name }: Pick<ClusterEntry, 'kind' | 'namespace' | 'name'>): string {
  return `${kind.toLowerCase()}/${namespace}/${name}`;
}

/** Reads what {@link formatSource} writes; undefined when the text is none of these. */
export function parseSource(text: string): RequestSource | undefined {
  const [kind, ...rest] = text.trim().split('/');
  const [first, second, third] = rest;
  if (kind === 'internet' && rest.length <= 1)
    return first === undefined ? { internet: true } : { internet: true, ip: first };
  if (kind === 'node' && first && rest.length === 1) return { node: first };
  if (kind === 'ip') {
    const [ip, enters] = rest.join('/').split('@');
    return ip && enters ? { ip, enters } : undefined;
  }
  if (kind === 'pod' && first && second && rest.length <= 3) {
    return { pod: `${first}/${second}`, ...(third === undefined ? {} : { container: third }) };
  }
  return undefined;
}
