import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type CommandLine } from './call-cli.ts';

const YAML = `
apiVersion: v1
kind: Node
metadata: {name: n1}
spec: {podCIDRs: [10.20.1.0/24]}
status: {addresses: [{type: InternalIP, address: 10.0.0.11}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-0, namespace: shop, labels: {app: web}}
spec: {nodeName: n1, containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: entry
  namespace: shop
  annotations: {alb.ingress.kubernetes.io/target-type: ip, alb.ingress.kubernetes.io/healthcheck-port: "9000"}
spec: {ingressClassName: alb, defaultBackend: {service: {name: web, port: {number: 80}}}}
`;

let cli: CommandLine;
let file: string;

beforeAll(() => {
  cli = buildCommandLine();
  file = cli.file('alb.yaml', YAML);
}, 120_000);

test('inspect shows what the load balancer of an Ingress sends to, and what its health check finds', () => {
  const { out } = cli.call(['inspect', file, '--json']);
  const { loadBalancers } = JSON.parse(out) as { readonly loadBalancers: unknown };
  expect(loadBalancers).toMatchObject([
    {
      of: { kind: 'Ingress', namespace: 'shop', name: 'entry' },
      by: 'ALB',
      groups: [
        {
          service: { namespace: 'shop', name: 'web' },
          port: 80,
          kind: 'IP',
          check: { type: 'HTTP', path: '/', port: 9000, codes: '200' },
          targets: [
            {
              pod: { namespace: 'shop', name: 'web-0' },
              asked: 9000,
              health: { state: 'FAILS', because: 'NOTHING_LISTENS' },
              used: true,
            },
          ],
        },
      ],
    },
  ]);
  const text = cli.call(['inspect', file]).out;
  expect(text).toContain('Load balancer of Ingress shop/entry (ALB) 10.0.0.250');
  expect(text).toContain('  web:80 calls pods; health check HTTP GET / at port 9000; 200 counts');
  expect(text).toMatch(/ {4}10\.20\.1\.\d+:8080 shop\/web-0: fails, nothing listens at port 9000; as all do/);
});
