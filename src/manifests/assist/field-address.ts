import { hasRole, templatePath } from '../../engine/objects.ts';
import type { Path } from '../sources/source.ts';

/** Which field it is, in words that whoever says what fields mean has a table by. */
export interface FieldAddress {
  /** "Service.spec.ports": the fields of one mapping. */
  readonly part: string;
  readonly name: string;
}

const SELECTORS = new Set(['podSelector', 'namespaceSelector', 'selector', 'labelSelector']);

/** Parts that have the same fields as another. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/^(?:HTTP|GRPC|TLS|TCP|UDP)Route\b/, 'Route'],
  [/\.initContainers\b/, '.containers'],
  [/^NetworkPolicy\.spec\.egress\b/, 'NetworkPolicy.spec.ingress'],
  [/^NetworkPolicy\.spec\.ingress\.to\b/, 'NetworkPolicy.spec.ingress.from'],
  [/^Ingress\.spec\.defaultBackend\b/, 'Ingress.spec.rules.http.paths.backend'],
];

/** The field at a path of an object of the kind; undefined at its root and where a person chose the name. */
export function addressOf(kind: string, path: Path): FieldAddress | undefined {
  const steps = path.filter((step) => typeof step === 'string');
  const name = steps.at(-1);
  if (name === undefined) return undefined;
  const template = templatePath(kind);
  const isMade = startsWith(steps, template);
  const own = isMade && steps.length > template.length ? ['Pod', ...steps.slice(template.length)] : [kind, ...steps];
  const [top = '', first, ...rest] = own;
  if (first === 'metadata')
    return rest.length === 1 ? { part: 'metadata', name } : rest.length === 0 ? { part: 'object', name } : undefined;
  if (rest.length === 0) return { part: 'object', name };
  const selector = rest.findIndex((step) => SELECTORS.has(step));
  if (selector >= 0 && selector < rest.length - 1 && top !== 'Service')
    return { part: ['selector', ...rest.slice(selector + 1, -1)].join('.'), name };
  const whole = [top, first, ...rest.slice(0, -1)].join('.');
  const part = ALIKE.reduce((text, [from, to]) => text.replace(from, to), whole);
  if (hasRole(kind, 'workload') && top === kind && part === `${kind}.spec`) return { part: 'Workload.spec', name };
  return { part, name };
}

function startsWith(steps: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((step, index) => steps[index] === step);
}
