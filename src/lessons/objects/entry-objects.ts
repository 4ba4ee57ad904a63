import type { RawObject } from '../../engine/objects.ts';
import { NAMESPACE } from './objects.ts';

export interface IngressPlan {
  readonly name: string;
  readonly host: string;
  /** Service by path prefix. */
  readonly paths: Readonly<Record<string, string>>;
  readonly secretName?: string;
}

export function ingress({ name, host, paths, secretName }: IngressPlan): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      ingressClassName: 'nginx',
      ...(secretName !== undefined && { tls: [{ hosts: [host], secretName }] }),
      rules: [
        {
          host,
          http: {
            paths: Object.entries(paths).map(([path, backend]) => ({
              path,
              pathType: 'Prefix',
              backend: { service: { name: backend, port: { name: 'http' } } },
            })),
          },
        },
      ],
    },
  };
}

/** A certificate that exists; what is in it is nobody's business. */
export function tlsSecret(name: string): RawObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: NAMESPACE }, type: 'kubernetes.io/tls' };
}
