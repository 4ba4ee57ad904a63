import { expect, test } from 'vitest';
import { deployment, ingress, nodes, service } from './objects.ts';

import { buildCluster, ENGINE } from '../../whole-engine.ts';

test('without a controller one is assumed, and nothing that is given moves', () => {
  const base = [...nodes(2), deployment('web', 2), service('web')];
  const plain = buildCluster({ objects: base });
  const cluster = buildCluster({ objects: [...base, ingress('shop', { name: 'web', port: { number: 80 } })] });
  const [shop] = cluster.ingresses;
  expect(shop?.controllerService).toEqual({ namespace: 'ingress-nginx', name: 'ingress-nginx-controller' });
  expect(shop?.addresses).toEqual(
    cluster.service('ingress-nginx', 'ingress-nginx-controller')?.loadBalancerIPs.map((l) => l.ip),
  );
  expect(shop?.addresses).toHaveLength(1);
  const controller = cluster.service('ingress-nginx', 'ingress-nginx-controller');
  expect(controller?.endpoints(4)[0]?.ports.map((p) => p.port)).toEqual([80, 443]);
  expect(cluster.assumptions.map((a) => a.code)).toContain('INGRESS_CONTROLLER_ASSUMED');
  expect(plain.services.map((s) => s.namespace)).not.toContain('ingress-nginx');
  for (const pod of plain.pods) expect(cluster.pod(pod.namespace, pod.name)?.ips).toEqual(pod.ips);
});

test('a given controller serves its class', () => {
  const labels = { 'app.kubernetes.io/name': 'traefik' };
  const containers = [{ name: 'traefik', ports: [{ name: 'web', containerPort: 8000 }] }];
  const controller = deployment('traefik', 1, { containers });
  const template = { metadata: { labels }, spec: { containers } };
  const objects = [
    { ...controller, spec: { replicas: 1, selector: { matchLabels: labels }, template } },
    service('traefik', { type: 'LoadBalancer', selector: labels, ports: [{ port: 80, targetPort: 'web' }] }),
    ingress('shop', { name: 'web', port: { number: 80 } }, { ingressClassName: 'traefik' }),
  ];
  const cluster = buildCluster({ objects });
  expect(cluster.ingresses[0]?.controllerService).toEqual({ namespace: 'default', name: 'traefik' });
  expect(cluster.assumptions.map((a) => a.code)).not.toContain('INGRESS_CONTROLLER_ASSUMED');
  expect(cluster.findings.map((f) => f.code)).toContain('INGRESS_BACKEND_NOT_FOUND');
});

test('a backend port that the Service does not have, and a missing Secret, are told with their place', () => {
  const tls = [{ hosts: ['shop.example'], secretName: 'cert' }];
  const cluster = buildCluster({
    objects: [deployment('web'), service('web'), ingress('shop', { name: 'web', port: { number: 8080 } }, { tls })],
  });
  const found = new Map(cluster.findings.map((f) => [f.code, f.path?.join('.')]));
  expect(found.get('INGRESS_BACKEND_PORT_NOT_FOUND')).toBe('spec.rules.0.http.paths.0.backend');
  expect(found.get('TLS_SECRET_NOT_FOUND')).toBe('spec.tls.0.secretName');
});

test.each([
  ['ingress-nginx takes the number of an ExternalName without ports', { port: { number: 443 } }, 'nginx', []],
  ['a name is none of its ports', { port: { name: 'https' } }, 'nginx', ['INGRESS_BACKEND_PORT_NOT_FOUND']],
  ['other controllers want the port stated', { port: { number: 443 } }, 'traefik', ['INGRESS_BACKEND_PORT_NOT_FOUND']],
])('%s, as the walk does', (_, port, ingressClassName, expected) => {
  const outside = service('outside', { type: 'ExternalName', externalName: 'host.example', ports: [] });
  const labels = { app: 'traefik' };
  const traefik = [
    deployment('traefik', 1, {
      containers: [{ name: 'traefik', image: 'traefik:v3', ports: [{ name: 'web', containerPort: 80 }] }],
    }),
    service('traefik', { type: 'LoadBalancer', selector: labels, ports: [{ port: 80, targetPort: 'web' }] }),
  ];
  const objects = [
    outside,
    ...(ingressClassName === 'traefik' ? traefik : []),
    ingress('shop', { name: 'outside', ...port }, { ingressClassName }),
  ];

  const cluster = ENGINE.buildCluster({ objects });
  const codes = cluster.findings.map(({ code }) => code).filter((code) => code.startsWith('INGRESS_BACKEND'));
  expect(codes).toEqual(expected);
  const walked = ENGINE.createRouter(cluster).trace({ from: { internet: true }, to: 'http://shop.example/' });
  const causes = new Set(walked.ok ? walked.value.outcomes.map(({ cause }) => cause?.code) : []);
  expect([...causes].filter((code) => code?.startsWith('INGRESS_BACKEND'))).toEqual(expected);
});

test('a class that nobody serves is told, and the default class is what an Ingress without one gets', () => {
  const classOf = (name: string, annotations: Readonly<Record<string, string>> = {}) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name, annotations },
    spec: { controller: 'k8s.io/ingress-nginx' },
  });
  const backend = { name: 'web', port: { number: 80 } };
  const served = (className: string | undefined, ...classes: readonly ReturnType<typeof classOf>[]) => {
    const spec = className === undefined ? {} : { ingressClassName: className };
    const cluster = buildCluster({
      objects: [deployment('web'), service('web'), ingress('shop', backend, spec), ...classes],
    });
    const [shop] = cluster.ingresses;
    return [
      shop?.className,
      shop?.addresses.length,
      cluster.findings.some(({ code }) => code === 'INGRESS_CLASS_NOT_SERVED'),
    ];
  };
  const byDefault = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  expect(served('nginx')).toEqual(['nginx', 1, false]);
  expect(served('nginx', classOf('nginx'))).toEqual(['nginx', 1, false]);
  expect(served('ngnix', classOf('nginx'))).toEqual(['ngnix', 0, true]);
  expect(served(undefined, classOf('nginx'), classOf('inner', byDefault))).toEqual(['inner', 1, false]);
  expect(served(undefined)).toEqual([undefined, 1, false]);
});

test.each([
  ['registry.k8s.io/ingress-nginx/controller:v1.11.2@sha256:1', 'nginx', true],
  ['rancher/nginx-ingress-controller:v1.9.6', 'nginx', true],
  ['docker.io/library/traefik:v3.1', 'traefik', true],
  ['haproxytech/kubernetes-ingress:3.0', 'haproxy', true],
  ['example.com/team/controller:1', 'nginx', false],
])('a controller whose pods are called anything is known by its image: %s', (image, ingressClassName, known) => {
  const containers = [{ name: 'main', image, ports: [{ containerPort: 80 }] }];
  const cluster = buildCluster({
    objects: [
      deployment('edge', 1, { containers }),
      service('edge', { type: 'LoadBalancer' }),
      deployment('web'),
      service('web'),
      ingress('shop', { name: 'web', port: { number: 80 } }, { ingressClassName }),
    ],
  });
  const at = known
    ? { namespace: 'default', name: 'edge' }
    : { namespace: 'ingress-nginx', name: 'ingress-nginx-controller' };
  expect(cluster.ingresses[0]?.controllerService).toEqual(at);
});
