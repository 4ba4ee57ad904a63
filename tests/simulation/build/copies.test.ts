import { describe, expect, test } from 'vitest';
import { objectKey, type ObjectRef, type RawObject } from '../../../src/engine/objects.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { copiesOf, duplicatesOf } from '../../../src/simulation/build/copies.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { refOf } from '../../../src/simulation/object-refs.ts';
import { buildCluster } from '../../whole-engine.ts';

const TEXT = `
apiVersion: v1
kind: Node
metadata: { name: node-1 }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, uid: abc, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { clusterIP: 10.96.0.20, selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: web.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }
`;

const { objects } = parseManifests([{ name: '', text: TEXT }]);
const BOARD: ScenarioDocument = { ...EMPTY_DOCUMENT, objects };
const shop = (kind: string, name: string): ObjectRef => ({ kind, namespace: 'shop', name });
const all = objects.map((object) => refOf(object, 'default'));
const keysOf = (list: readonly RawObject[]): readonly string[] => list.map((each) => objectKey(refOf(each, 'default')));

describe('copies of several objects', () => {
  const refs = [
    shop('Deployment', 'web'),
    shop('Service', 'web'),
    shop('Ingress', 'web'),
    shop('NetworkPolicy', 'web'),
  ];
  const copies = duplicatesOf(BOARD, refs);

  test('have names that are free, and lead to each other', () => {
    expect(keysOf(copies)).toEqual([
      'Deployment/shop/web-2',
      'Service/shop/web-2',
      'Ingress/shop/web-2',
      'NetworkPolicy/shop/web-2',
    ]);
    const [deployment, service, ingress, policy] = copies;
    expect(deployment?.spec).toMatchObject({ selector: { matchLabels: { app: 'web-2' } } });
    expect(service?.spec).toMatchObject({ selector: { app: 'web-2' } });
    expect(service?.spec).not.toHaveProperty('clusterIP');
    expect(JSON.stringify(ingress?.spec)).toContain('"service":{"name":"web-2"');
    expect(policy?.spec).toMatchObject({ podSelector: { matchLabels: { app: 'web-2' } } });
  });

  test('have endpoints of their own, and leave the first ones theirs', () => {
    const cluster = buildCluster({ objects: putObjects(BOARD, copies).objects });
    const podsOf = (name: string) =>
      cluster
        .service('shop', name)
        ?.endpoints(4)
        .map(({ pod }) => pod?.name.replace(/-[^-]+-[^-]+$/, ''));
    expect(podsOf('web')).toEqual(['web', 'web']);
    expect(podsOf('web-2')).toEqual(['web-2', 'web-2']);
  });
});

test('with a Namespace goes what is in it, under the names that it has', () => {
  const copies = duplicatesOf(BOARD, all);
  expect(keysOf(copies)).toEqual([
    'Node/node-2',
    'Namespace/shop-2',
    'Deployment/shop-2/web',
    'Service/shop-2/web',
    'Ingress/shop-2/web',
    'NetworkPolicy/shop-2/web',
  ]);
});

test('what has a name that is free is put as it is', () => {
  const [service] = objects.filter(({ kind }) => kind === 'Service');
  if (service === undefined) throw new Error('no Service');
  expect(copiesOf({ ...BOARD, objects: objects.filter((each) => each !== service) }, [service])).toEqual([service]);
  // Twice in one text, or pasted twice.
  const once = putObjects(BOARD, copiesOf(BOARD, [service]));
  expect(keysOf(copiesOf(once, [service, service]))).toEqual(['Service/shop/web-3', 'Service/shop/web-4']);
});
