import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCall } from '../../src/cli/terminal/call.ts';
import { lab } from '../../src/cli/lab.ts';

const MANIFEST = `
apiVersion: v1
kind: Node
metadata: { name: n1 }
spec: { podCIDRs: [10.244.1.0/24] }
status: { addresses: [{ type: InternalIP, address: 192.168.0.2 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { nodeName: n1, containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { clusterIP: 10.96.0.77, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pw-lab-cli-'));
  writeFileSync(join(folder, 'cluster.yaml'), MANIFEST);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('packetwalk lab prints a script that bash can read and that knows the cluster', () => {
  const script = lab(parseCall(['lab', join(folder, 'cluster.yaml')]));
  expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  expect(script.startsWith('#!/usr/bin/env bash\n')).toBe(true);
  expect(script).toMatch(/-d 10\.96\.0\.77\/32 -p tcp .*--dport 80 -j KUBE-SVC-/);
  expect(script).toContain('"places":["pod/shop/web"],"addresses":[],"listeners":[["TCP",8080,"pod/shop/web"]]');
});

test('what cannot be built is an error of the input', () => {
  const call = parseCall(['lab', join(folder, 'cluster.yaml'), '--proxy-mode', 'ipvs']);
  expect(() => lab(call)).toThrow(/^a lab has the rules of iptables or nftables; of proxy mode ipvs there is none$/);
});

test('--json wraps it', () => {
  const wrapped: unknown = JSON.parse(lab(parseCall(['lab', join(folder, 'cluster.yaml'), '--json'])));
  expect(wrapped).toEqual({ script: lab(parseCall(['lab', join(folder, 'cluster.yaml')])) });
});
