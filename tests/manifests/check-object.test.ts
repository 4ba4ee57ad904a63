import { describe, expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';
import { saidDiagnostic } from '../support/said.ts';

const read = (text: string) => parseManifests([{ name: 'a.yaml', text }]);
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: ${spec}\n`;

const node = (spec: string, status = '{addresses: [{type: InternalIP, address: 192.168.0.11}]}') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\nspec: ${spec}\nstatus: ${status}\n`;
const pod = (metadata: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p, ${metadata}}\nspec: {containers: [{name: a, image: b}]}\n`;
const slice = (rest: string) => `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s}\n${rest}\n`;
const ingress = (rule: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [${rule}]}\n`;
const gateway = (kind: string, spec: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: g}\nspec: ${spec}\n`;

describe('what an API server would refuse or strike out is told in its words, and the object is read all the same', () => {
  test.each([
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
      'a version that API servers no longer serve',
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: d}\n',
      'VERSION_REMOVED',
      /^apiVersion: no matches for kind "Deployment" in version "extensions\/v1beta1": Kubernetes 1\.16 .* Write apps\/v1;/,
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
    [
      'a podCIDR with bits behind its prefix',
      node('{podCIDR: 10.244.1.7/24}'),
      'CIDR_AMBIGUOUS',
      /^spec\.podCIDR: CIDR value "10\.244\.1\.7\/24" is ambiguous in this context \(should be "10\.244\.1\.0\/24" or "10\.244\.1\.7\/32"\?\)/,
    ],
    ['a podCIDR of everything', node('{podCIDR: 0.0.0.0/0}'), 'POD_CIDR_TOO_WIDE', /every address/],
    ['a podCIDR of everything, IPv6', node('{podCIDRs: ["::/0"]}'), 'POD_CIDR_TOO_WIDE', /spec\.podCIDRs\[0\]/],
    ['a podCIDR of one address', node('{podCIDR: 10.244.1.0/32}'), 'POD_CIDR_TOO_NARROW', /leaves no address/],
    ['a podCIDR of one address, IPv6', node('{podCIDR: "fd00::1/128"}'), 'POD_CIDR_TOO_NARROW', /fd00::1\/128/],
    [
      'podCIDRs of one family',
      node('{podCIDRs: [10.1.0.0/24, 10.2.0.0/24]}'),
      'POD_CIDRS_OF_ONE_FAMILY',
      /no more than one CIDR for each IP family/,
    ],
    [
      'podCIDRs that differ from podCIDR',
      node('{podCIDR: 10.1.0.0/24, podCIDRs: [10.2.0.0/24]}'),
      'POD_CIDRS_DIFFER',
      /takes that one alone/,
    ],
    ['a Node without an address', node('{}', '{addresses: []}'), 'NODE_ADDRESS_MISSING', /there is no InternalIP/],
    [
      'a Node with a name alone',
      node('{}', '{addresses: [{type: Hostname, address: n}]}'),
      'NODE_ADDRESS_MISSING',
      /there is no InternalIP/,
    ],
    [
      'a Node at a loopback address',
      node('{}', '{addresses: [{type: InternalIP, address: 127.0.0.1}]}'),
      'SPECIAL_ADDRESS',
      /may not be in the loopback range/,
    ],
    [
      'an address of no type',
      node('{}', '{addresses: [{type: InternallIP, address: 10.0.0.1}]}'),
      'ADDRESS_TYPE_UNKNOWN',
      /Unsupported value: "InternallIP": supported values: "Hostname"/,
    ],
    ['a slip in a status', node('{}', '{adresses: []}'), 'UNKNOWN_FIELD', /"status\.adresses": did you mean addresses/],
    ['a Pod that owns itself', pod('ownerReferences: [{kind: Pod, name: p}]'), 'OWNER_IS_ITSELF', /cannot own itself/],
    [
      'a Pod of two controllers',
      pod('ownerReferences: [{kind: Job, name: a, controller: true}, {kind: Job, name: b, controller: true}]'),
      'TWO_CONTROLLERS',
      /Only one reference can have Controller set to true/,
    ],
    [
      'an owner without a name',
      pod('ownerReferences: [{kind: Job}]'),
      'OWNER_INCOMPLETE',
      /ownerReferences\[0\].name: .*name must not be empty/,
    ],
    ['a slip in the metadata', pod('lables: {a: b}'), 'UNKNOWN_FIELD', /"metadata\.lables": did you mean labels/],
    [
      'a slip at the top',
      pod('labels: {a: b}').replace('spec:', 'specs:'),
      'UNKNOWN_FIELD',
      /"specs": did you mean spec/,
    ],
    [
      'two containers of one name',
      pod('labels: {a: b}').replace('[{', '[{name: a, image: c}, {'),
      'DUPLICATE_CONTAINER',
      /containers\[1\]\.name: Duplicate value: "a"/,
    ],
    [
      'clusterIPs that differ from clusterIP',
      service('{clusterIP: 10.96.0.1, clusterIPs: [10.96.0.2], ports: [{port: 80}]}'),
      'CLUSTER_IPS_DIFFER',
      /first value must match `clusterIP`/,
    ],
    [
      'a slice of another family',
      slice('addressType: IPv6\nendpoints: [{addresses: [10.244.1.9]}]'),
      'ADDRESS_OF_OTHER_FAMILY',
      /must be a valid IPv6 address/,
    ],
    [
      'an endpoint at the loopback address',
      slice('addressType: IPv4\nendpoints: [{addresses: [127.0.0.1]}]'),
      'SPECIAL_ADDRESS',
      /endpoints\[0\]\.addresses\[0\]/,
    ],
    [
      'a slip in a slice',
      slice('addressType: IPv4\nendpoints: [{address: [10.0.0.1]}]'),
      'UNKNOWN_FIELD',
      /"endpoints\[0\]\.address": did you mean addresses/,
    ],
    ['a host that is none', ingress('{host: a_b.example}'), 'INVALID_HOST', /RFC 1123 subdomain/],
    ['an address as a host', ingress('{host: 10.0.0.1}'), 'INVALID_HOST', /must be a DNS name, not an IP address/],
    [
      'a path without a slash',
      ingress('{http: {paths: [{path: cart, pathType: Prefix}]}}'),
      'PATH_NOT_ABSOLUTE',
      /must be an absolute path/,
    ],
    [
      'a path without a type',
      ingress('{http: {paths: [{path: /}]}}'),
      'PATH_TYPE_MISSING',
      /pathType must be specified/,
    ],
    [
      'a block with bits behind its prefix',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.1.2.3/16}}]}]}\n',
      'CIDR_AMBIGUOUS',
      /egress\[0\]\.to\[0\]\.ipBlock\.cidr.*should be "10\.1\.0\.0\/16"/,
    ],
    [
      'two listeners of one name',
      gateway('Gateway', '{listeners: [{name: a}, {name: a}]}'),
      'DUPLICATE_LISTENER',
      /listeners\[1\]\.name: Duplicate value: "a"/,
    ],
    [
      'a slip in a Gateway',
      gateway('Gateway', '{listeners: [{name: a, allowedRoutes: {namespace: {}}}]}'),
      'UNKNOWN_FIELD',
      /allowedRoutes\.namespace": did you mean namespaces/,
    ],
    [
      'a slip in an HTTPRoute',
      gateway('HTTPRoute', '{rules: [{backendRefs: [{name: a, weigth: 1}]}]}'),
      'UNKNOWN_FIELD',
      /backendRefs\[0\]\.weigth": did you mean weight/,
    ],
    [
      'a slip in a filter',
      gateway('HTTPRoute', '{rules: [{filters: [{type: URLRewrite, urlRewrites: {}}]}]}'),
      'UNKNOWN_FIELD',
      /urlRewrites": did you mean urlRewrite/,
    ],
    [
      'a slip in a GRPCRoute',
      gateway('GRPCRoute', '{rules: [{matches: [{methods: {}}]}]}'),
      'UNKNOWN_FIELD',
      /methods": did you mean method/,
    ],
    [
      'a slip in a TLSRoute',
      gateway('TLSRoute', '{hostname: [a]}'),
      'UNKNOWN_FIELD',
      /"spec\.hostname": did you mean hostnames/,
    ],
    [
      'a slip in a ReferenceGrant',
      gateway('ReferenceGrant', '{form: []}'),
      'UNKNOWN_FIELD',
      /"spec\.form": did you mean from/,
    ],
    [
      'a slip in a GatewayClass',
      gateway('GatewayClass', '{controlerName: a}'),
      'UNKNOWN_FIELD',
      /did you mean controllerName/,
    ],
    [
      'a slip in a BackendTLSPolicy',
      gateway('BackendTLSPolicy', '{targetRef: {}}'),
      'UNKNOWN_FIELD',
      /did you mean targetRefs/,
    ],
  ])('%s', (_, text, code, sentence) => {
    const { objects, diagnostics } = read(text);
    expect(objects).toHaveLength(1);
    const [found] = diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found).toMatchObject({ severity: 'warning', file: 'a.yaml' });
    expect(found?.line).toBeGreaterThan(0);
    expect(saidDiagnostic(found)).toMatch(sentence);
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
spec: {parentRefs: [{name: g, sectionName: http}], rules: [{matches: [{path: {type: Exact, value: /}}], backendRefs: [{name: web, port: 80}]}]}
---
apiVersion: k8s.cni.cncf.io/v1beta1
kind: MultiNetworkPolicy
metadata: {name: c}
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
    const sentence = saidDiagnostic(diagnostics[0]);
    expect(sentence.length).toBeLessThan(400);
    expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('two namespaces and names that spell the same key are two', () => {
    const pod = (namespace: string, name: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } });
    const { diagnostics } = read(`${pod('a', 'b/c')}\n${pod('a/b', 'c')}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['INVALID_NAME', 'INVALID_NAME']);
  });
});

test('a Node that says nothing of its addresses is told of without a warning', () => {
  expect(read('apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n').diagnostics).toMatchObject([
    { severity: 'info', code: 'NODE_ADDRESS_MISSING', line: 1 },
  ]);
});
