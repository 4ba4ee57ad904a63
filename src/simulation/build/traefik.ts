import type { RawObject } from '../../engine/objects.ts';

const LABELS = { 'app.kubernetes.io/name': 'traefik' };

/** The Ingress controller that comes with k3s, as far as it bears on networking. // k3s v1.34 manifests/traefik.yaml; traefik Helm chart 37 */
export const TRAEFIK: readonly RawObject[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'traefik', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'traefik.io/ingress-controller' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'traefik', namespace: 'kube-system', labels: LABELS },
    spec: {
      replicas: 1,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          containers: [
            {
              name: 'traefik',
              image: 'rancher/mirrored-library-traefik',
              args: ['--providers.kubernetesingress'],
              ports: [
                { name: 'web', containerPort: 8000 },
                { name: 'websecure', containerPort: 8443 },
              ],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'traefik', namespace: 'kube-system', labels: LABELS },
    spec: {
      type: 'LoadBalancer',
      selector: LABELS,
      ports: [
        { name: 'web', port: 80, targetPort: 'web' },
        { name: 'websecure', port: 443, targetPort: 'websecure' },
      ],
    },
  },
];
