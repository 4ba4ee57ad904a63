import type { Entry } from '../../board/element.ts';

/** The hosts whose TLS ends here, or is told apart here; empty: none. */
export function tlsHosts(entry: Entry): readonly string[] {
  if (entry.kind === 'ingress') {
    return entry.ingress.tls.flatMap(({ hosts }) => (hosts.length === 0 ? ['every host'] : hosts));
  }
  const secure = entry.gateway.listeners.filter(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS');
  return secure.map(({ hostname }) => hostname ?? 'every host');
}
