import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument, type SavedRequest } from '../../src/scenario/document/document.ts';
import { describeOmissions } from '../../src/scenario/omissions.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { formatScenarioFile, parseScenarioFile } from '../../src/scenario/scenario-file.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';

const meta = { name: 'web', namespace: 'shop' };
const objects: readonly RawObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...meta,
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'PLANT-1' },
      uid: 'PLANT-2',
    },
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'user:PLANT-3@registry.example/web:1',
              env: [
                { name: 'TOKEN', value: 'PLANT-4' },
                { name: 'AWS_VPC_K8S_CNI_EXTERNALSNAT', value: 'true' },
              ],
              args: ['--password=PLANT-5'],
              readinessProbe: {
                httpGet: { path: '/ready?key=PLANT-6', port: 80, httpHeaders: [{ name: 'a', value: 'PLANT-7' }] },
              },
              lifecycle: { preStop: { exec: { command: ['sh', '-c', 'curl -H PLANT-8 x; sleep 5'] } } },
            },
          ],
        },
      },
    },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'plant', namespace: 'shop' }, data: { a: 'PLANT-9' } },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { ...meta, annotations: { a: 'PLANT-10' } },
    spec: {
      parentRefs: [{ name: 'edge' }],
      rules: [
        {
          matches: [
            { headers: [{ name: 'X-Canary', value: 'always' }], queryParams: [{ name: 'beta', value: 'yes' }] },
          ],
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: { set: [{ name: 'Authorization', value: 'Basic PLANT-11' }] },
            },
          ],
          backendRefs: [{ name: 'web', port: 80 }],
        },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      name: 'edge',
      namespace: 'shop',
      annotations: { 'cert-manager.io/issuer': 'PLANT-12', other: 'PLANT-13' },
    },
    spec: {
      gatewayClassName: 'example',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          tls: { certificateRefs: [{ name: 'c' }], options: { a: 'PLANT-14' } },
        },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: meta,
    spec: {
      targetRefs: [{ kind: 'Service', name: 'web' }],
      validation: { hostname: 'web' },
      options: { a: 'PLANT-15' },
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx', parameters: { name: 'PLANT-16' } },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta,
    spec: { containers: [{ name: 'web', image: 'web' }], volumes: [{ hostPath: { path: 'PLANT-17' } }] },
    status: {
      conditions: [
        { type: 'Ready', status: 'False', message: 'PLANT-18' },
        { type: 'PodScheduled', status: 'False', message: 'no node has room' },
      ],
      containerStatuses: [{ name: 'web', state: { waiting: { reason: 'CrashLoopBackOff', message: 'PLANT-19' } } }],
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { ports: [{ port: 80 }], unheardOf: 'PLANT-20' } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: meta,
    spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {}, unheardOf: 'PLANT-21' }] }], unheardOf: 'PLANT-22' },
  },
];
const requests: readonly SavedRequest[] = [
  {
    from: { internet: true },
    to: 'http://shop.example/',
    http: { headers: { Authorization: 'Bearer PLANT-23', 'X-Canary': 'always' } },
  },
];
const document: ScenarioDocument = { ...EMPTY_DOCUMENT, objects, requests };

function opened(): string {
  const hash = encodeShareLink({
    document,
    ...(requests[0] && { request: requests[0] }),
    choices: [],
    beat: 0,
    lens: 'objects',
  });
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) throw new Error(decoded.why.code);
  return JSON.stringify(decoded.scenario);
}

test('nothing that was planted where packetwalk does not look comes out of a link', () => {
  expect(JSON.stringify(document).match(/PLANT-\d+/g)).toHaveLength(23);
  expect(opened()).not.toContain('PLANT');
});

test('what decides is in it', () => {
  const text = opened();
  for (const kept of [
    'registry.example/web:1',
    'sleep 5',
    '/ready',
    'always',
    'yes',
    'CrashLoopBackOff',
    'no node has room',
  ])
    expect(text).toContain(kept);
});

test('what is left out is told object by object, with its reason; what remains and may be private, too', () => {
  const { omitted, remaining } = describeOmissions(document);
  const told = omitted.map(
    ({ object, fields, reason }) => `${object?.kind ?? '-'} ${object?.name ?? '-'} ${reason}: ${fields.join(' ')}`,
  );
  expect(told).toMatchSnapshot();
  expect(
    remaining.map(({ object, fields, what }) => `${object?.kind ?? '-'} ${what}: ${fields.join(' ')}`),
  ).toMatchSnapshot();
});

test('a document of which nothing is left out says so', () => {
  const scenario = {
    ...EMPTY_DOCUMENT,
    objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
  };
  expect(describeOmissions(scenario)).toEqual({ omitted: [], remaining: [] });
});

test('what people wrote around objects stays out of links, and is told; a scenario file has it', () => {
  const service: RawObject = { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { selector: { app: 'web' } } };
  const text = `# PLANT-9\napiVersion: v1\nkind: Service\nmetadata: { name: "web#1" } # not PLANT-10's\n`;
  const document: ScenarioDocument = {
    ...EMPTY_DOCUMENT,
    objects: [service],
    texts: { 'Service/shop/web': text, 'Service/shop/gone': '# PLANT-11' },
  };
  expect(describeOmissions(document).omitted).toContainEqual({
    object: { kind: 'Service', ...meta },
    fields: ['# PLANT-9', "# not PLANT-10's"],
    reason: 'comment',
  });
  const decoded = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
  expect(JSON.stringify(decoded)).not.toContain('PLANT');
  const file = parseScenarioFile(formatScenarioFile({ document, choices: [], lens: 'objects' }));
  expect(file.ok && file.scenario.document.texts).toEqual(document.texts);
  expect(file.ok && file.problems).toEqual([]);
});

test('of texts that are none the rest is kept, and it is told', () => {
  const { scenario, problems } = restoreScenario({ objects: [], texts: { a: '# a', b: 7 } });
  expect(scenario.document.texts).toEqual({ a: '# a' });
  expect(problems).toEqual([{ code: 'TEXTS_UNUSABLE', detail: {} }]);
  expect(restoreScenario({ objects: [], texts: 'x' }).scenario.document).not.toHaveProperty('texts');
});
