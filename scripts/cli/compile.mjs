// compile.mjs FOLDER: writes what V8 makes of the command line in this folder, after calls as people make them, so that what these use
// has not to be compiled again.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [, , folder = ''] = process.argv;
const LAUNCHER = pathToFileURL(join(folder, 'packetwalk.js'));

const BOARD = `
apiVersion: v1
kind: Node
metadata: { name: one }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx
          ports: [{ name: http, containerPort: 8080 }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { containers: [{ name: sh, image: busybox }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: client } } }], ports: [{ port: http }] }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }] }
`;

const scratch = mkdtempSync(join(tmpdir(), 'packetwalk-compile-'));
const file = join(scratch, 'board.yaml');
writeFileSync(file, BOARD);
const CALLS = [
  ['trace', file, '--from', 'pod/shop/client', '--to', 'http://web/'],
  ['trace', file, '--from', 'pod/shop/client', '--to', 'http://web:81/', '--json'],
  ['trace', file, '--from', 'internet', '--via', 'ingress/shop/web', '--to', 'http://shop.example.com/'],
  ['reach', file],
  ['resolve', file, '--from', 'pod/shop/client', 'web'],
  ['rules', file, '--node', 'one'],
  ['inspect', file],
];

const [node = ''] = process.argv;
const write = process.stdout.write.bind(process.stdout);
let answered = () => {};
process.stdout.write = () => {
  answered();
  return true;
};
/** @type {(() => Buffer) | undefined} */
let compile;
for (const [index, call] of CALLS.entries()) {
  process.argv = [node, fileURLToPath(LAUNCHER), ...call];
  const answer = new Promise((resolve) => {
    answered = () => resolve(undefined);
  });
  // Another address is another module: each call is one from its beginning.
  ({ compile } = /** @type {{ compile: () => Buffer }} */ (await import(`${LAUNCHER.href}?${index}`)));
  await answer;
}
process.stdout.write = write;
rmSync(scratch, { recursive: true, force: true });
if (process.exitCode) throw new Error(`A call ended with ${process.exitCode}`);
if (compile !== undefined) writeFileSync(join(folder, 'program.compiled'), compile());
