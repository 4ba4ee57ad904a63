/** Kind, namespace and name: how people and messages name an object. Cluster-scoped kinds have no namespace. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly controller?: boolean }[];
  readonly deletionTimestamp?: string;
  readonly generateName?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** Any API object as it was written: `spec`, `status` and the rest are not yet checked. Fields we do not know are kept. */
export interface RawObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** "Service/shop/web", "Node/node-1": unique within a cluster. */
export type ObjectKey = string;

export function objectKey(ref: ObjectRef): ObjectKey {
  return ref.namespace === undefined ? `${ref.kind}/${ref.name}` : `${ref.kind}/${ref.namespace}/${ref.name}`;
}

/** What {@link objectKey} wrote; undefined: it is no such key. */
export function parseObjectKey(key: ObjectKey): ObjectRef | undefined {
  const [kind = '', second, ...rest] = key.split('/');
  if (second === undefined) return undefined;
  return rest.length === 0 ? { kind, name: second } : { kind, namespace: second, name: rest.join('/') };
}

/** "Service shop/web", "Node node-1": for messages. */
export function formatObjectRef(ref: ObjectRef): string {
  return ref.namespace === undefined ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;
}
