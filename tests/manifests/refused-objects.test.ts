import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/objects.ts';
import { checkObject } from '../../src/manifests/checks/check-object.ts';
import { parseObject } from '../../src/manifests/edit.ts';
import { formatManifests } from '../../src/manifests/format.ts';
import { sayDiagnostic } from '../../src/narration/en/manifests/diagnostic.ts';
import { object } from '../engine/routing/unread/board.ts';

const refusals = (raw: RawObject): readonly string[] =>
  checkObject(raw)
    .filter(({ code }) => code === 'VALUE_REFUSED')
    .map(sayDiagnostic);

const container = (more: object = {}) => ({ containers: [{ name: 'main', image: 'img', ...more }] });
const deployment = (pod: object, labels: object = { app: 'web' }): RawObject =>
  object('apps/v1 Deployment default/web', {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels }, spec: pod },
  });
const service = (spec: object) => object('v1 Service default/web', { ports: [{ port: 80 }], ...spec });
const ingress = (spec: object) => object('networking.k8s.io/v1 Ingress default/web', { ...spec });
const gateway = (...listeners: readonly object[]) =>
  object('gateway.networking.k8s.io/v1 Gateway default/web', {
    gatewayClassName: 'any',
    listeners: listeners.map((each, at) => ({ name: `l${at}`, port: 80 + at, ...each })),
  });
const route = (kind: string, rule: object) =>
  object(`gateway.networking.k8s.io/v1 ${kind} default/web`, { rules: [rule] });
const backend = { service: { name: 'web', port: { name: 'http', number: 80 } } };
const inTemplate = 'spec.template.spec.containers[0]';

test.each<readonly [string, RawObject, readonly (string | RegExp)[]]>([
  [
    'a container’s name',
    deployment({ containers: [{ name: 'Web', image: 'i' }] }),
    [/containers\[0\]\.name: Invalid value: "Web": a lowercase RFC 1123 label/],
  ],
  [
    'two ports of one name',
    deployment(
      container({
        ports: [
          { name: 'http', containerPort: 80 },
          { name: 'http', containerPort: 81 },
        ],
      }),
    ),
    [`${inTemplate}.ports[1].name: Duplicate value: "http"`],
  ],
  [
    'a port’s name',
    deployment(container({ ports: [{ name: 'http_x', containerPort: 80 }] })),
    [
      `${inTemplate}.ports[0].name: Invalid value: "http_x": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)`,
    ],
  ],
  [
    'a restartPolicy that a Deployment’s pods cannot have',
    deployment({ ...container(), restartPolicy: 'Never' }),
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    'a restartPolicy with a slip',
    object('v1 Pod default/web', { ...container(), restartPolicy: 'Alwyas' }),
    ['spec.restartPolicy: Unsupported value: "Alwyas": supported values: "Always", "OnFailure", "Never"'],
  ],
  [
    'a probe of two ways',
    deployment(container({ readinessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } })),
    [`${inTemplate}.readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type`],
  ],
  [
    'a probe of port 0',
    deployment(container({ readinessProbe: { httpGet: { port: 0 } } })),
    [`${inTemplate}.readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive`],
  ],
  [
    'a label',
    object('v1 Pod default/web', container(), { labels: { app: 'b c', '-x': 'y', long: 'a'.repeat(64) } }),
    [
      /^metadata\.labels\.app: Invalid value: "b c": a valid label must/,
      /^metadata\.labels\.-x: .*name part must/,
      /63 bytes/,
    ],
  ],
  [
    'a label of a template',
    deployment(container(), { app: 'web', tier: 'a/b' }),
    [/^spec\.template\.metadata\.labels\.tier: Invalid value: "a\/b"/],
  ],
  [
    'an Ingress of nothing',
    ingress({}),
    ['spec: Invalid value: "": either `defaultBackend` or `rules` must be specified'],
  ],
  [
    'a backend with a port’s name and number',
    ingress({ rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] }),
    ['spec.rules[0].http.paths[0].backend.service.port: Invalid value: "": cannot set both port name & port number'],
  ],
  [
    'a trafficDistribution',
    service({ trafficDistribution: 'Nearby' }),
    [
      'spec.trafficDistribution: Unsupported value: "Nearby": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"',
    ],
  ],
  [
    'affinity’s settings without affinity',
    service({ sessionAffinityConfig: {} }),
    ['spec.sessionAffinityConfig: Forbidden: must not be set when session affinity is None'],
  ],
  [
    'a load balancer’s class without one',
    service({ loadBalancerClass: 'x' }),
    ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [
    'an externalName',
    service({ type: 'ExternalName', externalName: 'a_b' }),
    [/^spec\.externalName: Invalid value: "a_b": a lowercase RFC 1123 subdomain/],
  ],
  ['a Gateway without listeners', gateway(), ['spec.listeners: Invalid value: 0: should have at least 1 items']],
  [
    'listeners',
    gateway(
      { protocol: 'HTTP', tls: { mode: 'Terminate' } },
      { protocol: 'HTTPS', tls: { mode: 'Passthrough' } },
      { protocol: 'TCP', hostname: 'a.example' },
      { protocol: 'HTTP', port: 80 },
    ),
    [
      /listeners\[0\]\.tls: .*tls must not be specified/,
      /tls mode must be Terminate/,
      /hostname must not be specified/,
      /listeners\[3\]: .*Combination of port/,
    ],
  ],
  [
    'the path of a route',
    route('HTTPRoute', { matches: [{ path: { type: 'PathPrefix', value: 'foo' } }] }),
    [
      "spec.rules[0].matches[0].path.value: Invalid value: \"foo\": value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']",
    ],
  ],
  [
    'a redirect with backends, one of them without a port',
    route('HTTPRoute', {
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }],
      backendRefs: [{ name: 'web' }],
    }),
    [
      /RequestRedirect filter must not be used together with backendRefs/,
      /backendRefs\[0\]\.port: .*Must have port for Service reference/,
    ],
  ],
  [
    'a method of nothing',
    route('GRPCRoute', { matches: [{ method: { type: 'Exact' } }] }),
    [/One or both of 'service' or 'method'/],
  ],
])('what the API server refuses is told in its words: %s', (_, raw, expected) => {
  const said = refusals(raw);
  expect(said).toHaveLength(expected.length);
  for (const [at, each] of expected.entries())
    if (typeof each === 'string') expect(said[at]).toBe(`${each}.`);
    else expect(said[at]).toMatch(each);
  expect(parseObject(formatManifests([raw])).ok).toBe(false);
  // What it has stored, it took.
  expect(refusals({ ...raw, metadata: { ...raw.metadata, uid: 'u' } })).toEqual([]);
});

test('what it takes has none', () => {
  const probes = { readinessProbe: { httpGet: { port: 'http' } }, livenessProbe: { exec: { command: ['true'] } } };
  const fine = [
    deployment({
      ...container({ ...probes, ports: [{ name: 'http-8080', containerPort: 80 }] }),
      restartPolicy: 'Always',
    }),
    object('batch/v1 Job default/once', { template: { spec: { ...container(), restartPolicy: 'Never' } } }),
    object('v1 Pod default/web', container(), { labels: { 'app.kubernetes.io/name': 'Web_1.x', empty: '' } }),
    service({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: {} },
      trafficDistribution: 'PreferClose',
    }),
    service({ type: 'LoadBalancer', loadBalancerClass: 'a.example/b' }),
    service({ type: 'ExternalName', externalName: 'db.example.com.' }),
    ingress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
    gateway(
      { protocol: 'HTTP' },
      { protocol: 'HTTP', port: 80, hostname: 'a.example' },
      { protocol: 'TLS', tls: { mode: 'Passthrough' } },
    ),
    route('HTTPRoute', {
      matches: [{ path: { type: 'RegularExpression', value: 'a//b' } }],
      backendRefs: [{ name: 'web', port: 80 }],
    }),
    route('HTTPRoute', { backendRefs: [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'web' }] }),
  ];
  expect(fine.flatMap(refusals)).toEqual([]);
});

test('in an editor an object without what it has to have is refused; that of a link is not', () => {
  const bare = object('apps/v1 Deployment default/web', {
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main' }] } },
  });
  const { ok, diagnostics } = parseObject(formatManifests([bare]));
  expect(ok).toBe(false);
  expect(diagnostics.map(sayDiagnostic)).toEqual([
    'spec.selector: Required value.',
    'spec.template.spec.containers[0].image: Required value.',
  ]);
  expect(refusals(bare)).toEqual([]);
});

test.each([
  ['DaemonSet', 'apps/v1', 'replicas: 3', 'spec.replicas'],
  ['Service', 'v1', 'topologyKeys: ["*"]', 'spec.topologyKeys'],
  ['Service', 'v1', 'ipFamily: IPv4', 'spec.ipFamily'],
])('a %s has no field %s %s', (kind, apiVersion, field, path) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n  ${field}\n`;
  expect(parseObject(text).diagnostics.map(sayDiagnostic).join('\n')).toContain(`unknown field "${path}"`);
});
