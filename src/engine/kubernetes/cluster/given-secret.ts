import type { Cluster } from './cluster.ts';

/** "unknown": it is not given, but neither is any other Secret with a certificate in its namespace. */
export type SecretState = 'found' | 'missing' | 'unknown';

/** Whether the Secret of a certificate is among the objects. What is in it is not looked at. */
export function secretState({ ofKind }: Pick<Cluster, 'ofKind'>, namespace: string, name: string): SecretState {
  const secrets = ofKind('Secret').filter(({ ref }) => (ref.namespace ?? 'default') === namespace);
  if (secrets.some(({ ref }) => ref.name === name)) return 'found';
  const others = secrets.filter(({ raw }) => raw['type'] === undefined || raw['type'] === 'kubernetes.io/tls');
  return others.length > 0 ? 'missing' : 'unknown';
}

/** cert-manager makes the Secrets of certificates that such an object names. */
export const isCertManaged = (annotations: Readonly<Record<string, unknown>> = {}): boolean =>
  Object.keys(annotations).some((key) => key.startsWith('cert-manager.io/'));
