// Fields name the rules that are long, and that only who makes a link has to know.

import { recordOf } from '../model/reader.ts';
import { entryAnnotationField } from './entry-annotations.ts';
import { decides, deciding, slept } from './container-texts.ts';
import {
  type AnnotatedObjects,
  type Field,
  type Fields,
  group,
  type GroupField,
  labels,
  value,
  type ValueField,
} from '../fields/field.ts';
import { podAnnotationField } from './pod-annotations.ts';
import {
  AWS_LOAD_BALANCER,
  AZURE_NO_FLOATING_IP,
  BALANCER_ANNOTATIONS,
  PROXY_PROTOCOL,
} from '../fields/service-annotations.ts';

const owner = group({ kind: value, name: value, controller: value }, { names: {} });

/** What every object has: identity and owners are read where objects are stored. */
const COMMON: GroupField['fields'] = {
  name: value,
  namespace: { ...value, names: { kind: 'Namespace' } },
  // Completed to a name when the object is read.
  generateName: {
    type: 'value',
    unless: (_: unknown, { name }: Fields) => typeof name === 'string' && name !== '',
  },
  labels,
  ownerReferences: { ...owner, filled: true },
  deletionTimestamp: value,
};

/** Annotations of Services that are read. */
const OF_SERVICES: ReadonlySet<string> = new Set([
  ...PROXY_PROTOCOL,
  ...['type', 'nlb-target-type'].map((name) => AWS_LOAD_BALANCER + name),
  AZURE_NO_FLOATING_IP,
  ...BALANCER_ANNOTATIONS,
]);

const ANNOTATIONS: Readonly<Record<AnnotatedObjects, (name: string) => Field | undefined>> = {
  pods: podAnnotationField,
  entries: entryAnnotationField,
  services: (name) => (OF_SERVICES.has(name) ? value : entryAnnotationField(name)),
};

/** The field of that name. */
export function fieldNamed({ fields, common, others }: GroupField, name: string): Field | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  if (common === true && Object.hasOwn(COMMON, name)) return COMMON[name];
  const begins = Object.entries(fields).find(([known]) => known.endsWith('*') && name.startsWith(known.slice(0, -1)));
  return begins?.[1] ?? (others === undefined ? undefined : ANNOTATIONS[others](name));
}

/** Of a list of texts some. */
function texts(clean: (texts: readonly string[]) => readonly string[]): (value: unknown) => unknown {
  const isText = (item: unknown): item is string => typeof item === 'string';
  return (given) => (Array.isArray(given) ? clean(given.filter(isText)) : given);
}

const CLEAN = { arguments: texts(deciding), sleep: texts(slept) } as const;

/** What of a value enters a link. */
export function cleanOf({ clean }: ValueField): ((value: unknown) => unknown) | undefined {
  return typeof clean === 'string' ? CLEAN[clean] : clean;
}

const isSame = (given: unknown, other: unknown): boolean =>
  Array.isArray(given) && given.length === 1 && given[0] === other && given[0] !== undefined;

const isSeveral = (given: unknown): boolean => Array.isArray(given) && given.length > 1;

const SAID = {
  port: (given: unknown, { port }: Fields) => given === port,
  podCIDR: (given: unknown, { podCIDR }: Fields) => isSame(given, podCIDR),
  clusterIP: (given: unknown, { clusterIP }: Fields) => isSame(given, clusterIP),
  families: (given: unknown, { clusterIP }: Fields) =>
    typeof clusterIP === 'string' &&
    clusterIP !== '' &&
    clusterIP !== 'None' &&
    isSame(given, clusterIP.includes(':') ? 'IPv6' : 'IPv4'),
  // Where it may stand; elsewhere the API server refuses it, and every other.
  familyPolicy: (given: unknown, { clusterIPs, ipFamilies }: Fields) =>
    given === 'SingleStack' && !isSeveral(clusterIPs) && !isSeveral(ipFamilies),
  externalPolicy: (given: unknown, { type, externalIPs }: Fields) =>
    given === 'Cluster' &&
    (type === 'NodePort' ||
      type === 'LoadBalancer' ||
      (type !== 'ExternalName' && Array.isArray(externalIPs) && externalIPs.length > 0)),
  // Of other types of Services it says nothing, and every API server writes it.
  loadBalancer: (_: unknown, { spec }: Fields) => recordOf(spec)['type'] !== 'LoadBalancer',
} as const;

/** True when the other fields of its mapping say it as well. */
export function isSaid({ unless }: Field, given: unknown, siblings: Fields): boolean {
  return unless !== undefined && (typeof unless === 'string' ? SAID[unless] : unless)(given, siblings);
}

/** Whether an item of a list enters a link. */
export function enters({ where }: GroupField, item: Fields): boolean {
  return where === undefined || (where === 'variables' ? decides(item) : where(item));
}
