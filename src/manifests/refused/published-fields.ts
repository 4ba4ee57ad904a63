import type { RawObject } from '../../engine/objects.ts';
import { isRecord } from '../../engine/text.ts';
import { type Listing, type Mapping, type Rule, typeNamed, typeOfKind } from '../published/published.ts';
import type { Path } from '../sources/source.ts';
import { goType, jsonType, misfitOf, SCALARS } from './decoded.ts';
import { refusedByLimits } from './limits.ts';
import { ALSO_REQUIRED, wrongForm } from './forms.ts';
import { rangeOf } from './ranges.ts';
import type { Fields, Refuse } from './refuse.ts';
import { isNothing } from './rule.ts';
import { RULES } from './rules.ts';

/** Whom what is published of a kind is told to, where an object does not hold to it. */
export interface Told {
  readonly refuse: Refuse;
  /** A field that has to be there is not. */
  readonly missing: Refuse;
  /** `known`: the names that a field may have there. */
  readonly unknown: (path: Path, known: readonly string[]) => void;
}

/** Required by what is published, and not by the API server's validation; or told by a rule of its own. */
export const NOT_ENFORCED = new Set([
  'core.v1.HTTPHeader.value',
  'core.v1.Sysctl.value',
  'core.v1.PodSpec.containers',
  'discovery.v1.EndpointSlice.endpoints',
  'networking.v1.HTTPIngressPath.backend',
  'networking.v1.HTTPIngressPath.pathType',
  'core.v1.HTTPGetAction.port',
  'core.v1.TCPSocketAction.port',
  'core.v1.GRPCAction.port',
  'discovery.v1.ForZone.name',
  'discovery.v1.ForNode.name',
  'batch.v1.PodFailurePolicy.rules',
]);

/** Enumerations that the API server's validation has and nothing that is published. // Kubernetes v1.35 pkg/apis/apps/validation, pkg/apis/core/validation */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Retain', 'Delete'],
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Retain', 'Delete'],
  'core.v1.PodOS.name': ['linux', 'windows'],
  'core.v1.Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
};

/** Specs that require something. */
export const MADE_SPECS: ReadonlySet<string> = new Set([
  'apps.v1.DeploymentSpec',
  'apps.v1.ReplicaSetSpec',
  'apps.v1.DaemonSetSpec',
  'apps.v1.StatefulSetSpec',
  'batch.v1.JobSpec',
  'batch.v1.CronJobSpec',
]);

/** Choices that are told in other words, by a rule. */
export const TOLD_BY_RULES = new Set([
  'core.v1.NodeSelectorRequirement.operator',
  'core.v1.Toleration.operator',
  'core.v1.PodSpec.restartPolicy',
]);

/**
 * Tells of what an object's fields are and its kind's published schema does not have: unknown fields, other types, other choices,
 * what is missing, and what the API server's validation adds to it. Status is nobody's to apply. false: nothing is published of its kind.
 */
export function refusedByPublished(object: RawObject, told: Told): boolean {
  const name = typeOfKind(object.apiVersion, object.kind);
  const rule = name === undefined ? undefined : typeNamed(name);
  if (name === undefined || typeof rule !== 'object' || !('fields' in rule)) return false;
  const isCustom = name.startsWith('gateway.');
  new Looking(object, told, isCustom).mapping(object, rule, { path: [], type: name, field: '' });
  return true;
}

/** `type`: of the mapping that holds it; `field`: its way in Go, without places in lists. */
interface At {
  readonly path: Path;
  readonly type: string;
  readonly field: string;
}

class Looking {
  private readonly object: RawObject;
  private readonly told: Told;
  private readonly isCustom: boolean;

  constructor(object: RawObject, told: Told, isCustom: boolean) {
    this.object = object;
    this.told = told;
    this.isCustom = isCustom;
  }

  private value(value: unknown, rule: Rule, at: At): void {
    if (value === undefined || value === null) return;
    if (typeof rule === 'string') {
      const type = typeNamed(rule);
      if (type === undefined) this.scalar(value, rule, at);
      else if (typeof type === 'object' && 'fields' in type)
        this.mapping(value, type, { ...at, type: this.isCustom ? at.type : rule }, rule);
      else this.value(value, type, at);
    } else if ('fields' in rule) this.mapping(value, rule, at);
    else if ('list' in rule) this.list(value, rule, at);
    else if ('map' in rule) {
      if (!isRecord(value)) this.misfit(value, rule, at);
      else for (const name in value) this.value(value[name], rule.map, { ...at, path: [...at.path, name] });
    } else if (this.scalar(value, rule.scalar, at)) this.limits(value, rule, at);
  }

  /** `named`: the type that a field names. */
  mapping(value: unknown, { fields }: Mapping, at: At, named: Rule = { fields }): void {
    if (!isRecord(value)) return this.misfit(value, named, at);
    // A board names owners by kind and name alone.
    const isOfAll = at.path[0] === 'metadata';
    if (!isOfAll) {
      for (const name in fields) if (name.endsWith('!')) this.require(value, name.slice(0, -1), at);
      for (const name of ALSO_REQUIRED[at.type] ?? []) this.require(value, name, at);
      this.requireSpec(value, fields, at);
    }
    for (const name in value) {
      if (at.path.length === 0 && NOT_LOOKED_AT.has(name) && !(name === 'status' && this.object.kind === 'Node'))
        continue;
      // That a spec is no mapping is told of every kind.
      if (at.path.length === 0 && name === 'spec' && !isRecord(value[name])) continue;
      const rule = ownRule(fields, name);
      const path = [...at.path, name];
      if (rule === undefined) this.told.unknown(path, namesOf(fields));
      else this.field(value[name], rule, { ...at, path, field: at.field === '' ? name : `${at.field}.${name}` }, name);
    }
    if (!this.isCustom && !isOfAll) RULES[at.type]?.(value, { ...this.told, path: at.path, object: this.object });
  }

  private field(value: unknown, rule: Rule, at: At, name: string): void {
    this.value(value, rule, at);
    if (this.isCustom) return;
    const key = `${at.type}.${name}`;
    const range = rangeOf(key, value);
    if (range !== undefined) this.told.refuse(at.path, range);
    for (const [index, text] of Array.isArray(value)
      ? (value as readonly unknown[]).entries()
      : [[-1, value] as const]) {
      const why = wrongForm(key, text);
      if (why !== undefined)
        this.told.refuse(index < 0 ? at.path : [...at.path, index], { is: 'INVALID', value: String(text), why });
    }
    const supported = CHOICES[key];
    if (supported !== undefined && typeof value === 'string' && value !== '' && !supported.includes(value))
      this.told.refuse(at.path, { is: 'UNSUPPORTED', value, supported });
  }

  private require(value: Fields, name: string, { path, type }: At): void {
    const given = value[name];
    const isThere = this.isCustom ? given !== undefined && given !== null : !isNothing(given);
    if (!isThere && !NOT_ENFORCED.has(`${type}.${name}`)) this.told.missing([...path, name], { is: 'REQUIRED' });
  }

  /** To Go a spec that is not there is one of which nothing is said. */
  private requireSpec(value: Fields, fields: Mapping['fields'], at: At): void {
    const rule = ownRule(fields, 'spec');
    const isMade =
      at.path.length === 0 || at.type === 'core.v1.PodTemplateSpec' || at.type === 'batch.v1.JobTemplateSpec';
    if (rule === undefined || !isMade || this.isCustom || !isNothing(value['spec'])) return;
    const path = [...at.path, 'spec'];
    if (rule === 'core.v1.PodSpec') this.told.missing([...path, 'containers'], { is: 'REQUIRED' });
    else if (typeof rule === 'string' && MADE_SPECS.has(rule)) this.value({}, rule, { ...at, path, field: 'spec' });
  }

  private list(value: unknown, rule: Listing, at: At): void {
    if (!Array.isArray(value)) return this.misfit(value, rule, at);
    const seen = new Set<string>();
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      const path = [...at.path, index];
      this.value(item, rule.list, { ...at, path });
      if (!this.isCustom || rule.keys === undefined || !isRecord(item)) continue;
      const key = JSON.stringify(Object.fromEntries(rule.keys.map((each) => [each, item[each]])));
      // The name of a listener has a rule of its own.
      if (seen.has(key) && rule.keys.length > 1) this.told.refuse(path, { is: 'DUPLICATE', value: key });
      seen.add(key);
    }
    if (this.isCustom) this.limits(value, rule, at);
  }

  /** true: it is such a scalar. */
  private scalar(value: unknown, type: string, at: At): boolean {
    const fits = SCALARS[type];
    if (fits === undefined || fits(value)) return true;
    if (type === 'quantity' && typeof value === 'string')
      this.told.refuse(at.path, {
        is: 'QUANTITY',
        of: /^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*$/.test(value) ? 'SUFFIX' : 'FORM',
      });
    else this.misfit(value, type, at);
    return false;
  }

  private misfit(value: unknown, rule: Rule, { path, type, field }: At): void {
    if (this.isCustom) {
      const told = typeof value === 'string' || typeof value === 'number' ? value : jsonType(value);
      this.told.refuse(path, { is: 'INVALID_BY', value: told, why: 'TYPE', of: [misfitOf(rule), jsonType(value)] });
    } else {
      const struct = type.slice(type.lastIndexOf('.') + 1);
      const found = typeof value === 'number' ? `number${Number.isInteger(value) ? '' : ` ${value}`}` : jsonType(value);
      this.told.refuse(path, { is: 'DECODED', found, field: `${struct}.${field}`, type: goType(rule) });
    }
  }

  private limits(value: unknown, limits: Extract<Rule, { readonly scalar: string }> | Listing, at: At): void {
    const name = at.path.at(-1);
    if (!this.isCustom && (value === '' || TOLD_BY_RULES.has(`${at.type}.${String(name)}`))) return;
    refusedByLimits(value, limits, (what) => this.told.refuse(at.path, what));
  }
}

/** At the top of an object; what all objects have is read and checked before. */
const NOT_LOOKED_AT = new Set(['apiVersion', 'kind', 'status']);

function ownRule(fields: Mapping['fields'], name: string): Rule | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  return Object.hasOwn(fields, `${name}!`) ? fields[`${name}!`] : undefined;
}

const namesOf = (fields: Mapping['fields']): readonly string[] =>
  Object.keys(fields).map((name) => name.replace('!', ''));
