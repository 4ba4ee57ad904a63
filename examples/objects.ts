import type { RawObject } from '../src/engine/index.ts';

const labels = (app: string): { readonly app: string } => ({ app });

function pod(name: string, app: string, port: number): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: labels(app) },
    spec: { containers: [{ name: app, image: app, ports: [{ containerPort: port }] }] },
  };
}

/** A web server, a guest, a database behind a Service, and a policy that lets the web server alone reach it. */
export const SHOP: readonly RawObject[] = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } },
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-2' } },
  pod('web-0', 'web', 80),
  pod('guest-0', 'guest', 8080),
  pod('db-0', 'db', 5432),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { selector: labels('db'), ports: [{ port: 5432 }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'only-web', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: labels('db') },
      ingress: [{ from: [{ podSelector: { matchLabels: labels('web') } }], ports: [{ port: 5432 }] }],
    },
  },
];
