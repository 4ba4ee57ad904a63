import { RE2JS } from 're2js';
import type { Cluster, ClusterIngress } from '../cluster/cluster.ts';
import type { Coded } from '../tools/coded.ts';
import type { GatewayDetails, PatternProblem } from '../model/gateway-details.ts';
import { compileBounded } from '../gateway/read/pattern.ts';
import { groupBy } from '../tools/group-by.ts';
import { addFinding, type Report } from '../model/report.ts';

const LONGEST = 1000;

/**
 * True when ingress-nginx takes all paths of a host for regular expressions: one of its Ingresses says use-regex, or rewrites.
 * // kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching
 */
function usesRegex(ingresses: readonly ClusterIngress[]): boolean {
  return ingresses.some(({ nginx }) => nginx?.useRegex === true || nginx?.rewriteTarget !== undefined);
}

/** A location as ingress-nginx writes it: from the start of the path, in any case. Simplification: RE2 stands for PCRE. */
export function compileLocation(path: string, from: '^' | '' = '^'): ReturnType<typeof compileBounded> {
  if (path.length > LONGEST) return { invalid: { is: 'TOO_LONG', most: LONGEST } };
  return compileBounded(from + path, LONGEST + 1, from === '' ? 0 : RE2JS.CASE_INSENSITIVE);
}

/** Paths that are taken for regular expressions and are none, or none that is followed here. */
export function findInvalidPaths({ ingresses }: Cluster, report: Report): void {
  const rules = ingresses.flatMap((ingress) => ingress.rules.map((rule, index) => ({ ingress, rule, index })));
  for (const ofHost of groupBy(rules, ({ rule }) => rule.host?.toLowerCase() ?? '').values()) {
    if (!usesRegex(ofHost.map(({ ingress }) => ingress))) continue;
    for (const { ingress, rule, index } of ofHost) {
      for (const [at, { path }] of rule.paths.entries()) {
        const made = compileLocation(path);
        if (!('invalid' in made)) continue;
        const fact: Coded<GatewayDetails> = {
          code: isPattern(path) ? 'INGRESS_REGEX_NOT_FOLLOWED' : 'INGRESS_REGEX_INVALID',
          detail: { path, why: ofPath(made.invalid) },
        };
        addFinding(report, {
          severity: 'error',
          object: { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name },
          path: ['spec', 'rules', index, 'http', 'paths', at, 'path'],
          ...fact,
        });
      }
    }
  }
}

/** Without what was put before the path. */
function ofPath(why: PatternProblem): PatternProblem {
  return why.is === 'MALFORMED' ? { is: 'MALFORMED', error: why.error.replace('(?i)^', '') } : why;
}

/** What RE2 lacks and PCRE has, such as looking ahead, JavaScript has too. */
function isPattern(path: string): boolean {
  try {
    return path.length <= LONGEST && new RegExp(path) instanceof RegExp;
  } catch {
    return false;
  }
}
