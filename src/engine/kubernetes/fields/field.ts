import type { KindName } from '../kind-table/kinds.ts';
import type { Expected } from '../model/field-details.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Fields that say what another says as well. A name stands for a rule that only who makes a link has to know (named-rules.ts). */
type SaidBy = 'port' | 'podCIDR' | 'clusterIP' | 'families' | 'familyPolicy' | 'externalPolicy' | 'loadBalancer';

/**
 * What may hold something private and enters a link all the same, as it decides. annotation: one that a controller acts on;
 * unread-object: the contents of an object whose kind is not read.
 */
export type PrivateValue = 'annotation' | 'condition-message' | 'header-match' | 'query-match' | 'unread-object';

interface Common {
  /** True when the other fields say it as well: it is left out, and nothing is lost. `siblings`: the mapping it stands in. */
  readonly unless?: ((value: unknown, siblings: Fields) => boolean) | SaidBy;
  /** Empty is as good as absent. */
  readonly filled?: true;
  /** A list of what is described. */
  readonly list?: true;
  readonly names?: Names;
}

/** That a text is the name of an object, in the namespace it stands in where that kind has one; or that a mapping names one by `name`. */
export interface Names {
  /** Of a mapping, that of an object for which it says no kind; absent: it always says one. */
  readonly kind?: KindName;
  /** A text names it by its host name: "web.shop.svc.cluster.local". */
  readonly as?: 'host';
}

/** A scalar, or a list of scalars. */
export interface ValueField extends Common {
  readonly type: 'value';
  /** What has to stand there; absent: not said. */
  readonly expects?: Expected;
  /** What the API server or a reader takes when it is absent. */
  readonly usual?: unknown;
  /** What of it enters; undefined: nothing. A name as in {@link Common.unless}. */
  readonly clean?: ((value: unknown) => unknown) | 'arguments' | 'sleep';
  /** It never enters, and makes no difference when it is what the API server sets. */
  readonly never?: true;
  /** It may hold something private, and is needed all the same. */
  readonly tell?: PrivateValue;
}

/** A mapping of strings with names that people choose. */
export interface MapField extends Common {
  readonly type: 'map';
}

/** Objects by the annotations that programs look for: pods and namespaces, what leads into the cluster, and of that the Services. */
export type AnnotatedObjects = 'pods' | 'entries' | 'services';

/** A mapping with these fields, or a list of such mappings. A name that ends in "*" stands for all that begin so. */
export interface GroupField extends Common {
  readonly type: 'group';
  readonly fields: Readonly<Record<string, Field>>;
  /** It has what the metadata of every object has. */
  readonly common?: true;
  /** Annotations that programs act on: of which objects (named-rules.ts has them). */
  readonly others?: AnnotatedObjects;
  /** Whether it enters, or which items of a list; a name as in {@link ValueField.clean}. */
  readonly where?: ((item: Fields) => boolean) | 'variables';
  /** Of a list of which nothing enters, that it was there. */
  readonly kept?: true;
  /** What is left out below leaves its digest in this annotation. */
  readonly digest?: string;
}

/** Whatever it is, but for what looks like a secret: of kinds that are not read, and may concern a walk all the same. */
export interface AnyField extends Common {
  readonly type: 'any';
  readonly tell: PrivateValue;
}

/**
 * What of a field of an API object enters a share link: a tree of what decides where packets go. What is not named stays out.
 * One tree per kind (kinds.ts); a test finds fields that the engine reads and the tree lacks.
 */
export type Field = ValueField | MapField | GroupField | AnyField;

export const value: ValueField = { type: 'value' };
export const labels: MapField = { type: 'map', filled: true };

export function group(fields: GroupField['fields'], more: Omit<GroupField, 'type' | 'fields'> = {}): GroupField {
  return { type: 'group', fields, ...more };
}

/** A text of which only a part enters. */
export function cleaned(clean: (text: string) => string | undefined): ValueField {
  return { type: 'value', clean: (given) => (typeof given === 'string' ? clean(given) : given) };
}
