import type { CloudIngress } from '../../kubernetes/ingress/cloud-listeners.ts';
import type { IngressPath } from '../../kubernetes/model/basics.ts';
import { trimEnd } from '../../net/trim.ts';
import type { IngressMatch } from '../ingress/ingress-match.ts';

/** What of a cloud's load balancer takes a request. */
export interface CloudMatch extends IngressMatch {
  readonly ingress: CloudIngress;
}

/** One of the rules of a cloud's load balancer, of one path of one Ingress. */
export interface CloudRule extends CloudMatch {
  readonly host: string | undefined;
  readonly of: IngressPath;
}

/** Of all that one load balancer serves, in their order. */
export const rulesOf = (
  served: readonly CloudIngress[],
  sorted: (paths: readonly IngressPath[]) => readonly IngressPath[] = (paths) => paths,
): readonly CloudRule[] =>
  served.flatMap((ingress) =>
    ingress.rules.flatMap(({ host, paths }, rule) =>
      sorted(paths).map((of): CloudRule => ({ ingress, rule, path: paths.indexOf(of), backend: of.backend, host, of })),
    ),
  );

/**
 * The host's own rules, else those of a wildcard, else those without a host; among them the longest path. A path that ends in "/*"
 * is a prefix, any other is itself alone unless it is a Prefix. // cloud.google.com/load-balancing/docs/url-map-concepts
 */
export function pickGce(rules: readonly CloudRule[], host: string, path: string): CloudRule | undefined {
  const level = (rule: CloudRule): number => {
    const own = rule.host?.toLowerCase();
    if (own === undefined || own === '' || own === '*') return 1;
    if (own === host) return 3;
    return own.startsWith('*.') && host.endsWith(own.slice(1)) ? 2 : 0;
  };
  const best = Math.max(...rules.map(level), 1);
  return rules
    .filter((rule) => level(rule) === best && takesGce(rule.of, path))
    .toSorted((a, b) => b.of.path.length - a.of.path.length)[0];
}

function takesGce({ path, pathType }: IngressPath, wanted: string): boolean {
  if (pathType === 'Prefix') {
    const prefix = trimEnd(path, '/');
    return wanted === prefix || wanted.startsWith(`${prefix}/`);
  }
  if (pathType !== 'Exact' && path.endsWith('/*'))
    return wanted.startsWith(path.slice(0, -1)) || wanted === path.slice(0, -2);
  return wanted === path || (path === '' && wanted === '/');
}
