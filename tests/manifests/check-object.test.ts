import { describe, expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';

const read = (text: string) => parseManifests([{ name: 'a.yaml', text }]);
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: ${spec}\n`;

describe('what an API server would refuse or strike out is told in its words, and the object is read all the same', () => {
  test.each([
    [
      'two ports without names',
      service('{ports: [{port: 80}, {port: 81}]}'),
      'PORT_NAME_MISSING',
      /spec\.ports\[0\]\.name: Required value/,
    ],
    [
      'the same port twice',
      service('{ports: [{name: a, port: 80}, {name: b, port: 80}]}'),
      'DUPLICATE_PORT',
      /Duplicate value: 80\/TCP/,
    ],
    [
      'the same port name twice',
      service('{ports: [{name: a, port: 80}, {name: a, port: 81}]}'),
      'DUPLICATE_PORT',
      /Duplicate value: "a"/,
    ],
    [
      'a nodePort out of range',
      service('{type: NodePort, ports: [{port: 80, nodePort: 80}]}'),
      'NODE_PORT_OUT_OF_RANGE',
      /range of valid ports is 30000-32767/,
    ],
    ['clusterIP 0.0.0.0', service('{clusterIP: 0.0.0.0, ports: [{port: 80}]}'), 'INVALID_CLUSTER_IP', /0\.0\.0\.0/],
    [
      'a multicast clusterIP',
      service('{clusterIP: 224.0.0.1, ports: [{port: 80}]}'),
      'INVALID_CLUSTER_IP',
      /224\.0\.0\.1/,
    ],
    [
      'a misspelled field',
      service('{selectr: {a: b}, ports: [{port: 80}]}'),
      'UNKNOWN_FIELD',
      /unknown field "spec\.selectr": did you mean selector/,
    ],
    [
      'a field in another case',
      service('{ports: [{port: 80, targetport: 1}]}'),
      'UNKNOWN_FIELD',
      /"spec\.ports\[0\]\.targetport": did you mean targetPort/,
    ],
    [
      'a Pod without containers',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: a}\n',
      'CONTAINERS_MISSING',
      /spec\.containers: Required value/,
    ],
    [
      'a template with a slip',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replica: 2, template: {spec: {containers: [{name: a, image: b}]}}}\n',
      'UNKNOWN_FIELD',
      /"spec\.replica": did you mean replicas/,
    ],
    [
      'a slip deep in a policy',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: d}\nspec: {podSelector: {}, ingress: [{form: []}]}\n',
      'UNKNOWN_FIELD',
      /ingress\[0\]\.form": did you mean from/,
    ],
    [
      'a version that never was',
      'apiVersion: apps/v3\nkind: Deployment\nmetadata: {name: d}\n',
      'UNKNOWN_VERSION',
      /no matches for kind "Deployment" in version "apps\/v3"/,
    ],
    [
      'a Node in a namespace',
      'apiVersion: v1\nkind: Node\nmetadata: {name: n, namespace: a}\n',
      'NOT_NAMESPACED',
      /a Node lives in no namespace/,
    ],
    [
      'a name in upper case',
      'apiVersion: v1\nkind: Service\nmetadata: {name: Upper_case}\n',
      'INVALID_NAME',
      /DNS-1035 label/,
    ],
    [
      'a namespace with a dot',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a.b}\n',
      'INVALID_NAME',
      /RFC 1123 label/,
    ],
    [
      'a Namespace of 64 letters',
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${'a'.repeat(64)}}\n`,
      'INVALID_NAME',
      /no more than 63 characters/,
    ],
  ])('%s', (_, text, code, message) => {
    const { objects, diagnostics } = read(text);
    expect(objects).toHaveLength(1);
    const [found] = diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found).toMatchObject({ severity: 'warning', file: 'a.yaml' });
    expect(found?.line).toBeGreaterThan(0);
    expect(found?.message).toMatch(message);
  });
});

test('what the API has is not told, nor what kinds have whose fields are not listed', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  replicas: 1
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: db, image: postgres, ports: [{containerPort: 5432, name: pg}], env: [{name: A, value: b}]}]
      dnsConfig: {options: []}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec: {anything: 1}
`;
  expect(read(text).diagnostics).toEqual([]);
});

describe('names that could be taken for others are refused', () => {
  test.each([
    ['a slash', 'b/c'],
    ['10,000 letters', 'a'.repeat(10_000)],
    ['a line break', 'a\nb'],
    ['a NUL', 'a\u0000b'],
    ['a mark that turns the text', 'a\u202Eb'],
    ['a space that is not seen', 'a\u200Bb'],
    ['two dots', '..'],
  ])('%s', (_, name) => {
    const { objects, diagnostics } = read(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }));
    expect(objects).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'INVALID_NAME', line: 1 }]);
    const message = diagnostics[0]?.message ?? '';
    expect(message.length).toBeLessThan(400);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('two namespaces and names that spell the same key are two', () => {
    const pod = (namespace: string, name: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } });
    const { diagnostics } = read(`${pod('a', 'b/c')}\n${pod('a/b', 'c')}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['INVALID_NAME', 'INVALID_NAME']);
  });
});
