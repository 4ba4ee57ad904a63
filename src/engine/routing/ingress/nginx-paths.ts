import type { RE2JS } from 're2js';
import type { ClusterIngress } from '../../kubernetes/model/cluster.ts';
import { compileLocation, nginxAnnotation } from '../../kubernetes/ingress/ingress-patterns.ts';
import { remember } from '../../net/remember.ts';

const REMEMBERED = 2000;

/** Remembered: a walk asks for each path of a host, and a board for many walks. */
const compile = remember(REMEMBERED, (path: string): RE2JS | undefined => {
  const made = compileLocation(path);
  return 'expression' in made ? made.expression : undefined;
});

/** True when a path of a rule, taken for a regular expression, fits the request's; one that cannot be read fits nothing. */
export function fitsRegex(rule: string, path: string): boolean {
  return compile(rule)?.matcher(path).find() === true;
}

/** Path and query as the backend sees them; undefined: the Ingress does not rewrite. // nginx: rewrite REGEX TARGET break */
export function rewritten(ingress: ClusterIngress, rule: string, target: string): string | undefined {
  const replacement = nginxAnnotation(ingress, 'rewrite-target');
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
