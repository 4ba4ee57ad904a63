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
  const fix = proposed(finding);
  if (fix === undefined) return undefined;
  const changed = applyFix(objects, fix);
  const after = changed === objects ? undefined : again(changed);
  if (after === undefined || after.some((each) => placeOf(each) === placeOf(finding))) return undefined;
  const before = new Set(findings.map(placeOf));
  return after.every((each) => before.has(placeOf(each))) ? fix : undefined;
}

const placeOf = ({ code, object, path = [] }: Finding): string => `${code} ${objectKey(object)} ${path.join('.')}`;

function proposed(finding: Finding): Fix | undefined {
  const { object, path } = finding;
  if (path === undefined) return undefined;
  switch (finding.code) {
    case 'SELECTOR_MATCHES_NOTHING': {
      const { selector, nearest } = finding.detail;
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

function setField({ object, path = [] }: Finding, below: readonly string[], value: string | number): Fix {
  const at = [...path, ...below];
  return { code: 'SET_FIELD', detail: { field: at.slice(1).join('.'), value }, object, path: at, value };
}
