import type { RawObject } from '../../engine/objects.ts';
import { NAMESPACE, withSpec } from './objects.ts';

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

/** Of the class alb, for which the AWS Load Balancer Controller makes an Application Load Balancer that the internet can reach. */
export function albIngress(object: RawObject, targets?: 'ip' | 'instance'): RawObject {
  const annotations = {
    'alb.ingress.kubernetes.io/scheme': 'internet-facing',
    ...(targets !== undefined && { 'alb.ingress.kubernetes.io/target-type': targets }),
  };
  const { metadata, ...rest } = withSpec(object, { ingressClassName: 'alb' });
  return { ...rest, metadata: { ...metadata, annotations } };
}

/** Of the class gce, which GKE's controller goes by where it stands in the annotation. */
export function gceIngress(object: RawObject): RawObject {
  const { metadata, ...rest } = object;
  const { ingressClassName: _, ...spec } = rest['spec'] as { readonly ingressClassName?: string };
  return { ...rest, metadata: { ...metadata, annotations: { 'kubernetes.io/ingress.class': 'gce' } }, spec };
}

/** A certificate that exists; what is in it is nobody's business. */
export function tlsSecret(name: string): RawObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: NAMESPACE }, type: 'kubernetes.io/tls' };
}
