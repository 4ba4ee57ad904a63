import type { Ip, Port } from '../../net/ip.ts';
import type { NamespacedName } from '../model/assumption.ts';

/** Requests that an entry point sends on alike. */
export interface EntryWay {
  /** May begin with "*."; absent: every host. */
  readonly host?: string;
  /** "": it takes no account of paths, or of several. */
  readonly path: string;
  /** Services that it sends to, each once; empty: it leads nowhere. */
  readonly backends: readonly { readonly namespace: string; readonly service: string }[];
  /** That are answered by it: of several the likeliest first. Empty: nobody knows where to ask. */
  readonly urls: readonly string[];
}

/** Where requests from outside are told apart by host and path: an Ingress, a Gateway, a Route of OpenShift. */
export interface ClusterEntry {
  readonly kind: 'Ingress' | 'Gateway' | 'Route';
  readonly namespace: string;
  readonly name: string;
  /** That outside clients reach it at. */
  readonly addresses: readonly Ip[];
  /** The Service in front of what serves it, given or assumed; absent: there is none. */
  readonly controllerService?: NamespacedName;
  /** On which it takes connections; empty: it does not say. */
  readonly ports: readonly { readonly port: Port; readonly protocol: string }[];
  /** In its own order. */
  readonly ways: readonly EntryWay[];
  /** Why it sends nothing anywhere: no route is attached to it, or its router does not admit it. */
  readonly lacks?: 'route' | 'admission' | undefined;
  /** Whose TLS ends here, or is told apart here; "*" is every host. */
  readonly tlsHosts: readonly string[];
  /** URLs that it answers, each once. */
  readonly urls: readonly string[];
  /** Of the requests of a rule, from 0 to 1, for each Service that shares them with others; left out where rules disagree. */
  readonly shares: readonly { readonly namespace: string; readonly service: string; readonly share: number }[];
}

/** A host as a URL has it: a name for one with a wildcard, an address of IPv6 in brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host.replace(/^\*/, 'www');
}

type Share = ClusterEntry['shares'][number];

interface Weighted {
  readonly namespace: string;
  readonly service: string;
  readonly weight: number;
}

/** What each Service has of the requests that rules divide by weights. */
export function sharesOf(rules: readonly (readonly Weighted[])[]): readonly Share[] {
  const found = new Map<string, readonly Share[]>();
  for (const share of rules.flatMap(sharesOfRule)) {
    const key = `${share.namespace}/${share.service}`;
    found.set(key, [...(found.get(key) ?? []), share]);
  }
  return [...found.values()].flatMap((all) =>
    all.every(({ share }) => share === all[0]?.share) ? all.slice(0, 1) : [],
  );
}

function sharesOfRule(backends: readonly Weighted[]): readonly Share[] {
  const weights = new Map<string, Weighted>();
  for (const backend of backends) {
    const key = `${backend.namespace}/${backend.service}`;
    weights.set(key, { ...backend, weight: backend.weight + (weights.get(key)?.weight ?? 0) });
  }
  const whole = backends.reduce((sum, { weight }) => sum + weight, 0);
  if (weights.size < 2 || whole === 0) return [];
  return [...weights.values()].map(({ namespace, service, weight }) => ({ namespace, service, share: weight / whole }));
}
