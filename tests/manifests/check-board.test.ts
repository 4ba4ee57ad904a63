import { describe, expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';
import { buildCluster } from '../whole-engine.ts';

const read = (text: string) => parseManifests([{ name: 'a.yaml', text }]);
const node = (spec: string, status = '{addresses: [{type: InternalIP, address: 192.168.0.11}]}') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\nspec: ${spec}\nstatus: ${status}\n`;
const ingress = (rule: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [${rule}]}\n`;
const gateway = (kind: string, spec: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: g}\nspec: ${spec}\n`;

describe('what only the whole board shows is found, with its place', () => {
  const NODE = node('{podCIDR: 10.244.1.0/24}');
  const findings = (...texts: readonly string[]) =>
    buildCluster({ objects: read(texts.join('---\n')).objects }).findings;
  const replicaSet = (name: string, owner: string) =>
    `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: ${name}, ownerReferences: [{kind: ReplicaSet, name: ${owner}, controller: true}]}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}\n`;
  const nginx = (path: string) =>
    ingress(
      `{host: a.example, http: {paths: [{path: '${path}', pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}]}}`,
    ).replace('{name: i}', '{name: i, annotations: {nginx.ingress.kubernetes.io/use-regex: "true"}}');

  test('owners in a circle', () => {
    expect(findings(NODE, replicaSet('a', 'b'), replicaSet('b', 'c'), replicaSet('c', 'a'))).toContainEqual(
      expect.objectContaining({
        code: 'OWNERS_IN_A_CIRCLE',
        object: { kind: 'ReplicaSet', namespace: 'default', name: 'a' },
        path: ['metadata', 'ownerReferences'],
      }),
    );
  });

  test('a podCIDR that holds a node', () => {
    expect(findings(node('{podCIDR: 192.168.0.0/24}'))).toContainEqual(
      expect.objectContaining({ code: 'RANGES_OVERLAP', path: ['spec', 'podCIDR'] }),
    );
    expect(findings(NODE).filter(({ code }) => code === 'RANGES_OVERLAP')).toEqual([]);
  });

  test('a path that is no regular expression, and one that is not followed here', () => {
    const path = ['spec', 'rules', 0, 'http', 'paths', 0, 'path'];
    expect(findings(NODE, nginx('/(a'))).toContainEqual(
      expect.objectContaining({ code: 'INGRESS_REGEX_INVALID', path }),
    );
    expect(findings(NODE, nginx('/(?=a)'))).toContainEqual(
      expect.objectContaining({ code: 'INGRESS_REGEX_NOT_FOLLOWED', path }),
    );
    expect(findings(NODE, nginx('/a(/|$)(.*)')).filter(({ code }) => code.startsWith('INGRESS_REGEX'))).toEqual([]);
  });

  test('a regular expression of a route that is attached to nothing', () => {
    const route = gateway(
      'HTTPRoute',
      "{parentRefs: [{name: none}], rules: [{matches: [{path: {type: RegularExpression, value: '/(a'}}]}]}",
    );
    expect(findings(NODE, route)).toContainEqual(
      expect.objectContaining({
        code: 'ROUTE_REGEX_INVALID',
        path: ['spec', 'rules', 0, 'matches', 0, 'path', 'value'],
      }),
    );
  });
});
