import type { Attachment, RouteHostname } from '../../kubernetes/gateway/attachment.ts';
import type { RouteMatch, RouteRule, RouteSpec } from '../../kubernetes/gateway/read/gateway-specs.ts';
import { compareHostnames, hostnameCovers } from '../../kubernetes/gateway/read/hostnames.ts';
import { compareAge, type Read } from '../../kubernetes/gateway/read/read-cluster.ts';
import { type HttpRequest, matchesRequest, specificity } from './match-rule.ts';

/** The rule that takes a request. `index` is its place in spec.rules. */
export interface PickedRule {
  readonly route: Read<RouteSpec>;
  readonly rule: RouteRule;
  readonly index: number;
  /** The one of its matches by which it was picked. */
  readonly match: RouteMatch;
}

interface Candidate extends PickedRule {
  readonly hostname: RouteHostname;
}

/**
 * The rule for a request among the routes attached to one listener: the most specific hostname, then the most specific match,
 * then the oldest route, then the first by name, then the first rule. A rule whose hostname is less specific still takes what
 * those before it do not match. // Gateway API v1.4 apis/v1/httproute_types.go HTTPRouteRule.Matches, HTTPRouteSpec.Hostnames
 */
export function pickRule(
  attachments: readonly Attachment[],
  host: string,
  request: HttpRequest,
): PickedRule | undefined {
  const candidates = attachments.flatMap(({ route, hostnames }): readonly Candidate[] => {
    const hostname = mostSpecific(hostnames, host);
    if (hostname === undefined) return [];
    return route.spec.rules.flatMap((rule, index) =>
      rule.matches
        .filter((match) => matchesRequest(match, request))
        .map((match) => ({ route, rule, index, match, hostname })),
    );
  });
  return candidates.sort(byPrecedence)[0];
}

/** The hostname under which a route serves a host; undefined: it does not. */
export function mostSpecific(hostnames: readonly RouteHostname[], host: string): RouteHostname | undefined {
  return hostnames.filter(({ name }) => hostnameCovers(name, host)).sort(byHostname)[0];
}

/** Of equal intersections with the listener the route's own hostname decides. */
function byHostname(a: RouteHostname, b: RouteHostname): number {
  return compareHostnames(a.name, b.name) || compareHostnames(a.original, b.original);
}

function byPrecedence(a: Candidate, b: Candidate): number {
  return (
    byHostname(a.hostname, b.hostname) ||
    compareNumbers(specificity(b.match), specificity(a.match)) ||
    (a.route === b.route ? 0 : compareAge(a.route, b.route)) ||
    a.index - b.index
  );
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) {
    const difference = number - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
