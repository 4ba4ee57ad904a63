type Fields = Readonly<Record<string, unknown>>;

/** What is kept of a Secret: that it is there, and of which type. Everything else can hold what is secret, or repeat it. */
const SECRET_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable']);
const SECRET_METADATA = new Set([
  'name',
  'generateName',
  'namespace',
  'labels',
  'uid',
  'ownerReferences',
  'creationTimestamp',
  'deletionTimestamp',
]);

/** A Secret without its data, its annotations and any field that a Secret does not have. */
export function withoutSecrets(secret: Fields): Fields {
  const { metadata } = secret;
  const kept = only(secret, SECRET_FIELDS);
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return kept;
  return { ...kept, metadata: only(metadata as Fields, SECRET_METADATA) };
}

function only(fields: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
}

/** Annotations in which kubectl apply and tools that do as it does keep the whole object once more, its secrets included. */
export function isRepetition(annotation: string): boolean {
  return (
    annotation === 'kubectl.kubernetes.io/last-applied-configuration' ||
    annotation === 'objectset.rio.cattle.io/applied' ||
    /[/-]last-(?:applied|handled)(?:-configuration)?$/.test(annotation)
  );
}
