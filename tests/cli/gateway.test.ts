import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type CommandLine } from './call-cli.ts';

const YAML = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: example
  listeners:
  - {name: http, port: 80, protocol: HTTP}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  hostnames: [shop.example]
  rules: [{backendRefs: [{name: web, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: lost, namespace: shop}
spec:
  parentRefs: [{name: edge, sectionName: https}]
  rules: [{backendRefs: [{name: gone, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-0, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;

let cli: CommandLine;
let file: string;

beforeAll(() => {
  cli = buildCommandLine();
  file = cli.file('gateway.yaml', YAML);
}, 60_000);

test('a walk through a Gateway tells its legs in the order they happen', () => {
  const args = ['trace', file, '--from', 'internet', '--to', 'http://shop.example/', '--via', 'gateway/shop/edge'];
  const { code, out } = cli.call(args);
  expect(code).toBe(0);
  expect(out).toMatch(/^ {2}(Rests on)? .* \[GATEWAY_CONTROLLER_ASSUMED\]$/m);
  const titles = out.split('\n').flatMap((line) => /^ {2}(\w[\w ,]*?) {2}TCP /.exec(line)?.[1] ?? []);
  expect(titles.slice(0, 3)).toEqual(['Connection', 'Proxied connection', 'Proxied connection, reply']);
  expect(titles.at(-1)).toBe('Connection, reply');
  expect(out).toMatch(/^ {2}HTTP +200 by HTTPRoute shop\/\S+, rule 1.*, backend Service shop\/web:80$/m);
  expect(out).toMatch(/^ {2}Answered by +Pod shop\/web-0 /m);
});

test('inspect tells the status of Gateways and routes', () => {
  const { out } = cli.call(['inspect', file]);
  expect(out).toMatch(/^Gateway shop\/edge \d+\.\d+\.\d+\.\d+$/m);
  expect(out).toMatch(/^ {2}listener http HTTP 80: 1 routes$/m);
  expect(out).toMatch(/^HTTPRoute shop\/web at shop\/edge$/m);
  expect(out).toMatch(
    /^HTTPRoute shop\/lost at shop\/edge\/https; Accepted: NoMatchingParent; ResolvedRefs: BackendNotFound$/m,
  );
  const report = JSON.parse(cli.call(['inspect', file, '--json']).out) as {
    readonly diagnostics: readonly { code: string }[];
  };
  const codes = report.diagnostics.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['ROUTE_NOT_ATTACHED', 'ROUTE_BACKEND_NOT_FOUND']));
  expect(report).toMatchObject({
    gateways: [{ name: 'edge', listeners: [{ name: 'http', attachedRoutes: 1 }] }],
    routes: [{ name: 'web' }, { name: 'lost' }],
  });
});

test('inspect tells the addresses of load balancers, and which of them are assumed', () => {
  const service = (name: string, ip?: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port: 80 }] },
    ...(ip !== undefined && { status: { loadBalancer: { ingress: [{ ip }] } } }),
  });
  const balanced = cli.file(
    'balanced.json',
    [service('own', '198.51.100.9'), service('open')].map((each) => JSON.stringify(each)).join(''),
  );
  const { services } = JSON.parse(cli.call(['inspect', balanced, '--json']).out) as {
    services: readonly { name: string; loadBalancers: readonly { ip: string; assumed: boolean }[] }[];
  };
  expect(services.find(({ name }) => name === 'own')?.loadBalancers).toEqual([{ ip: '198.51.100.9', assumed: false }]);
  const [taken] = services.find(({ name }) => name === 'open')?.loadBalancers ?? [];
  expect(taken).toEqual({ ip: expect.any(String), assumed: true });
  const lines = cli.call(['inspect', balanced]).out.split('\n');
  expect(lines).toContain('  load balancer 198.51.100.9');
  expect(lines).toContain(`  load balancer ${taken?.ip} (assumed)`);
});
