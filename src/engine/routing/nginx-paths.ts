import { RE2JS } from 're2js';
import type { ClusterIngress } from '../kubernetes/cluster.ts';
import { compileBounded } from '../kubernetes/gateway/pattern.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';
const LONGEST = 1000;

function annotation({ object }: ClusterIngress, name: string): string | undefined {
  const value: unknown = object.metadata.annotations?.[PREFIX + name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * True when ingress-nginx takes all paths of a host for regular expressions: one of its Ingresses says use-regex, or rewrites.
 * // kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching
 */
export function usesRegex(ingresses: readonly ClusterIngress[]): boolean {
  return ingresses.some(
    (each) => annotation(each, 'use-regex') === 'true' || annotation(each, 'rewrite-target') !== undefined,
  );
}

/** Remembered: a walk asks for each path of a host, and a board for many walks. */
const compiled = new Map<string, RE2JS | undefined>();
const REMEMBERED = 2000;

/** A location as ingress-nginx writes it: from the start of the path, in any case. Simplification: RE2 stands for PCRE. */
function compile(path: string): RE2JS | undefined {
  if (path.length > LONGEST) return undefined;
  if (!compiled.has(path)) {
    const made = compileBounded(`^${path}`, LONGEST + 1, RE2JS.CASE_INSENSITIVE);
    if (compiled.size >= REMEMBERED) compiled.clear();
    compiled.set(path, 'expression' in made ? made.expression : undefined);
  }
  return compiled.get(path);
}

/** True when a path of a rule, taken for a regular expression, fits the request's; one that cannot be read fits nothing. */
export function fitsRegex(rule: string, path: string): boolean {
  return compile(rule)?.matcher(path).find() === true;
}

/** Path and query as the backend sees them; undefined: the Ingress does not rewrite. // nginx: rewrite REGEX TARGET break */
export function rewritten(ingress: ClusterIngress, rule: string, target: string): string | undefined {
  const replacement = annotation(ingress, 'rewrite-target');
  if (replacement === undefined) return undefined;
  const [path = '', ...query] = target.split('?');
  const matcher = compile(rule)?.matcher(path);
  if (matcher?.find() !== true) return undefined;
  const count = matcher.groupCount();
  const made = replacement.replace(/\$(\d)/g, (_, digit: string) =>
    Number(digit) <= count ? (matcher.group(Number(digit)) ?? '') : '',
  );
  return query.length === 0 ? made : `${made}?${query.join('?')}`;
}
