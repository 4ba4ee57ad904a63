/**
 * True when requests for `host` (lower case, no port) fall under a hostname; absent: every host does. "*.a.b" covers any
 * number of labels before "a.b", but not "a.b". // Gateway API v1.4 gateway_types.go Listener.Hostname
 */
export function hostnameCovers(hostname: string | undefined, host: string): boolean {
  if (hostname === undefined || hostname === '') return true;
  return hostname.startsWith('*.') ? isBelow(host, hostname.slice(2)) : hostname === host;
}

const isBelow = (host: string, domain: string): boolean =>
  host.endsWith(`.${domain}`) && host.length > domain.length + 1;

/** The hostnames both allow; undefined: there are none. The more specific of the two; absent means every host. */
export function intersectHostnames(a: string, b: string): string | undefined {
  if (!a.startsWith('*.')) return hostnameCovers(b, a) ? a : undefined;
  if (!b.startsWith('*.')) return hostnameCovers(a, b) ? b : undefined;
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  return longer === shorter || isBelow(longer.slice(2), shorter.slice(2)) ? longer : undefined;
}

/** Below zero when `a` is the more specific: no wildcard before one, then the longer, a hostname before none. */
export function compareHostnames(a: string | undefined, b: string | undefined): number {
  const rank = (name: string | undefined): number => (name === undefined ? 0 : name.startsWith('*.') ? 1 : 2);
  return rank(b) - rank(a) || (b ?? '').length - (a ?? '').length;
}
