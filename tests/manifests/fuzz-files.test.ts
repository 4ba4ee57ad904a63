import { expect, test } from 'vitest';
import { buildCluster } from '../../src/engine/kubernetes/build-cluster.ts';
import '../../src/engine/routing/install-programs.ts';
import { createRouter } from '../../src/engine/routing/router.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { suggestRequests } from '../../src/simulation/request-suggestions.ts';

// FUZZ_FILES=100000 FUZZ_SEED=3 npx vitest run tests/manifests/fuzz-files.test.ts looks longer, and elsewhere.
const files = Number(process.env['FUZZ_FILES'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

const YAML = `apiVersion: v1
kind: Node
metadata: {name: node-1}
spec: {podCIDR: 10.244.0.0/24}
status: {addresses: [{type: InternalIP, address: 192.168.1.10}]}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports:
        - name: http
          containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - name: http
    port: 80
    targetPort: http
    nodePort: 30080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
  - host: shop.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec:
  podSelector: {}
  ingress:
  - from:
    - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
    ports: [{port: 8080, endPort: 8090}]
`;
const JSON_LIST = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: parseManifests([{ name: 'a', text: YAML }]).objects,
});

const PIECES = [
  ...'{}[]:-#&*!|>\'"%@`,?\t\n a0~\\<=.+_/'.split(''),
  '- ',
  ': ',
  '\n  ',
  '---\n',
  '&a ',
  '*a',
  '<<: ',
  '!!binary ',
  'null',
  'true',
  '-1',
  '1e99',
  '65536',
  '2147483648',
  '0.0.0.0',
  '::/0',
  '255.255.255.255/33',
  '\u0000',
  '\u202e',
  '\ud800',
  '__proto__',
  'constructor',
  'kind: Pod\n',
  'replicas: 99999\n',
  '{"',
  '}}',
  'a'.repeat(300),
];

/** Numbers of a linear congruential generator, so that a slice can be run again. */
function createDraw(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutate(draw: (below: number) => number): string {
  let text = draw(3) === 0 ? JSON_LIST : YAML;
  for (let count = 1 + draw(4); count > 0; count -= 1) {
    const at = draw(text.length);
    const way = draw(4);
    if (way === 0) text = text.slice(0, at) + text.slice(at + draw(40));
    else if (way === 1) text = text.slice(0, at) + text.slice(draw(text.length), draw(text.length)) + text.slice(at);
    else text = text.slice(0, at) + (PIECES[draw(PIECES.length)] ?? '') + text.slice(at + draw(3));
  }
  return text;
}

test('mutated files are read, built and walked without an exception, each within two seconds', () => {
  let slowest = 0;
  for (let n = 0; n < files; n += 1) {
    const text = mutate(createDraw(seed * 1_000_003 + n));
    const before = process.cpuUsage();
    try {
      const { objects, diagnostics, locate } = parseManifests([{ name: 'a.yaml', text }]);
      for (const { line = 1, column = 1, message } of diagnostics) {
        if (line < 1 || column < 1 || message === '') throw new Error(`no place: ${message}`);
      }
      const cluster = buildCluster({ objects });
      cluster.findings.map(locate);
      const [request] = suggestRequests(cluster, 1);
      if (request !== undefined) createRouter(cluster).trace(request);
      // What is on a board has to be copied and saved.
      structuredClone(objects);
    } catch (error) {
      throw new Error(`file ${n} of seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1000);
    if (slowest > 2000) throw new Error(`file ${n} of seed ${seed} took ${slowest} ms: ${JSON.stringify(text)}`);
  }
  expect(slowest).toBeLessThan(2000);
}, 3_600_000);
