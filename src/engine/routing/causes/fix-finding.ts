import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import { objectKey, type RawObject } from '../../kubernetes/model/object.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Fix } from '../outcome/fix.ts';
import { applyFix } from './apply-fix.ts';

/** What the fix of a finding is tried with. */
export interface FindingTrial {
  readonly objects: readonly RawObject[];
  readonly findings: readonly Finding[];
  /** The findings in the cluster of these objects; undefined where it cannot be built. */
  readonly again: (objects: readonly RawObject[]) => readonly Finding[] | undefined;
}

/**
 * What mends a finding where one change alone is meant, tried: with it the finding is gone and no other one has come. undefined: there
 * is none.
 */
export function fixFinding(finding: Finding, { objects, findings, again }: FindingTrial): Fix | undefined {
  const fix = proposed(finding, objects);
  if (fix === undefined) return undefined;
  const changed = applyFix(objects, fix);
  const after = changed === objects ? undefined : again(changed);
  if (after === undefined || after.some((each) => placeOf(each) === placeOf(finding))) return undefined;
  const before = new Set(findings.map(placeOf));
  return after.every((each) => before.has(placeOf(each))) ? fix : undefined;
}

const placeOf = ({ code, object, path = [] }: Finding): string => `${code} ${objectKey(object)} ${path.join('.')}`;

function proposed(finding: Finding, objects: FindingTrial['objects']): Fix | undefined {
  const { object, path } = finding;
  if (path === undefined) return undefined;
  switch (finding.code) {
    case 'SELECTOR_MATCHES_NOTHING': {
      const { selector, scaled, nearest } = finding.detail;
      if (scaled !== undefined)
        return setField({ ...finding, object: { ...object, ...scaled }, path: ['spec', 'replicas'] }, [], 1);
      if (nearest?.value === undefined) return undefined;
      const value = { ...selector, [nearest.key]: nearest.value };
      return { code: 'SET_SELECTOR', detail: { selector: value }, object, path, value };
    }
    case 'POLICY_SELECTS_NOTHING': {
      const { nearest } = finding.detail;
      // Of policies for the whole cluster a subject has other forms.
      if (nearest?.value === undefined || object.kind !== 'NetworkPolicy') return undefined;
      return setField(finding, ['matchLabels', nearest.key], nearest.value);
    }
    case 'POLICY_PEER_MATCHES_NOTHING': {
      const { hint } = finding.detail;
      if (hint?.is !== 'NEAREST' || hint.nearest.value === undefined || object.kind !== 'NetworkPolicy')
        return undefined;
      return setField(finding, ['podSelector', 'matchLabels', hint.nearest.key], hint.nearest.value);
    }
    case 'INGRESS_BACKEND_NOT_FOUND': {
      const value = nearService(finding.detail.service, objects);
      if (value === undefined) return undefined;
      const detail = { field: 'service', value };
      return { code: 'SET_FIELD_OF_BACKEND', detail, object, path: [...path, 'service', 'name'], value };
    }
    case 'ROUTE_SERVICE_NOT_FOUND':
      return setFound(finding, [], nearService(finding.detail.service, objects));
    case 'ROUTE_BACKEND_NOT_FOUND': {
      const { why } = finding.detail;
      if (why.is === 'NO_SERVICE') return setFound(finding, ['name'], nearService(why.service, objects));
      if (why.is !== 'NO_SUCH_PORT' && why.is !== 'PORT_NOT_NAMED') return undefined;
      return setFound(finding, ['port'], alone(why.ports));
    }
    case 'ROUTE_PORT_NOT_FOUND': {
      const { wanted, ports } = finding.detail;
      const [near] = nearestNames(
        String(wanted),
        ports.flatMap(({ name }) => name ?? []),
      );
      const only = alone(ports);
      return setFound(finding, [], near ?? only?.name ?? only?.port);
    }
    case 'TARGET_PORT_NOT_FOUND': {
      const { protocol, name, declared } = finding.detail;
      const ports = declared.filter((each) => each.protocol === protocol);
      const [only, ...others] = ports;
      const [near] = nearestNames(
        name,
        ports.flatMap((each) => each.name ?? []),
      );
      const value = near ?? (others.length === 0 ? (only?.name ?? only?.port) : undefined);
      return value === undefined ? undefined : setField(finding, [], value);
    }
    case 'INGRESS_BACKEND_PORT_NOT_FOUND': {
      const { wanted, ports } = finding.detail;
      const [only, ...others] = ports;
      const [near] =
        typeof wanted === 'string'
          ? nearestNames(
              wanted,
              ports.flatMap(({ name }) => name ?? []),
            )
          : [];
      if (near === undefined && (only === undefined || others.length > 0)) return undefined;
      const value = near === undefined ? { number: only?.port } : { name: near };
      const detail = { field: 'port', value: near ?? only?.port ?? 0 };
      return { code: 'SET_FIELD_OF_BACKEND', detail, object, path: [...path, 'service', 'port'], value };
    }
    default:
      return undefined;
  }
}

/** Of one the only one. */
const alone = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** The one Service of the namespace that has a name like it; undefined: none has, or several have. */
function nearService({ namespace, name }: NamespacedName, objects: FindingTrial['objects']): string | undefined {
  const names = objects
    .filter(({ kind, metadata }) => kind === 'Service' && (metadata.namespace ?? 'default') === namespace)
    .map(({ metadata }) => metadata.name);
  return alone(nearestNames(name, names));
}

const setFound = (finding: Finding, below: readonly string[], value: string | number | undefined): Fix | undefined =>
  value === undefined ? undefined : setField(finding, below, value);

function setField({ object, path = [] }: Finding, below: readonly string[], value: string | number): Fix {
  const at = [...path, ...below];
  return { code: 'SET_FIELD', detail: { field: at.slice(1).join('.'), value }, object, path: at, value };
}
