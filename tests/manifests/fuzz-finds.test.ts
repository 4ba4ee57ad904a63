import { describe, expect, test } from 'vitest';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { readFile } from './fuzz-read.ts';
import { createRouter } from '../whole-engine.ts';

/** What mutated files once stopped at, as small as it gets. */
const NODE =
  'apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\nspec: {podCIDR: 10.244.1.0/24}\nstatus: {addresses: [{type: InternalIP, address: 192.168.0.11}]}\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {nodeName: node-1, containers: [{name: web, ports: [{containerPort: 80}]}]}\n';
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
const board = (...more: readonly string[]): string => [NODE, POD, SERVICE, ...more].join('---\n');

describe('a mapping that cannot be turned into text, in the place of a text', () => {
  const odd = '{toString: x, valueOf: y}';
  test.each([
    ['the port of a Service', SERVICE.replace('port: 80', `port: ${odd}`)],
    ['its protocol', SERVICE.replace('port: 80', `port: 80, protocol: ${odd}`)],
    ['the subdomain of a pod', POD.replace('{nodeName', `{subdomain: ${odd}, nodeName`)],
    [
      'the image of a controller',
      `apiVersion: v1\nkind: Pod\nmetadata: {name: c}\nspec: {containers: [{name: a, image: ${odd}, args: [${odd}]}]}\n`,
    ],
    [
      'the address range of a pool',
      `apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: p}\nspec: {cidr: ${odd}}\n`,
    ],
    [
      'the host of a rule of a mesh',
      `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: d}\nspec: {host: ${odd}}\n`,
    ],
    [
      'the action of a policy of a mesh',
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: d}\nspec: {action: ${odd}}\n`,
    ],
    [
      'the action of a rule of a network plugin',
      `apiVersion: crd.projectcalico.org/v1\nkind: GlobalNetworkPolicy\nmetadata: {name: d}\nspec: {ingress: [{action: ${odd}}]}\n`,
    ],
  ])('%s', (_, document) => {
    expect(() => readFile(board(document))).not.toThrow();
  });

  test('the Secret that an Ingress names, in a link', () => {
    const { objects } = parseManifests([
      {
        name: 'a',
        text: `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {tls: [{secretName: ${odd}}]}\n`,
      },
    ]);
    const link = encodeShareLink({ document: { ...EMPTY_DOCUMENT, objects }, choices: [], lens: 'objects' });
    expect(decodeShareLink(link)).toMatchObject({ ok: true });
  });

  test('what a request goes through', () => {
    const router = createRouter(readFile(board()));
    const via = { toString: 1 } as unknown as string;
    expect(router.trace({ from: { internet: true }, to: 'http://a.example/', via })).toMatchObject({
      ok: false,
      error: { code: 'VIA_MALFORMED', at: 'via' },
    });
  });
});

describe.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
  'the word %s, in the place of a name',
  (word) => {
    test.each([
      ['a kind of a group that is known', `apiVersion: k8s.cni.cncf.io/v1\nkind: ${word}\nmetadata: {name: a}\n`],
      ['a kind of the core', `apiVersion: v1\nkind: ${word}\nmetadata: {name: a}\n`],
      ['a group', `apiVersion: ${word}/v1\nkind: Deployment\nmetadata: {name: a}\n`],
      ['a version', `apiVersion: apps/${word}\nkind: Deployment\nmetadata: {name: a}\n`],
      [
        'a provider',
        NODE.replace('{podCIDR', `{providerID: '${word}://a', podCIDR`).replace('name: node-1', 'name: b'),
      ],
      [
        'a type of machine',
        NODE.replace('{podCIDR: 10.244.1.0/24}', "{providerID: 'aws:///a/b'}").replace(
          'name: node-1',
          `name: b, labels: {node.kubernetes.io/instance-type: ${word}}`,
        ),
      ],
      [
        'a protocol of a Gateway',
        `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {gatewayClassName: a, listeners: [{name: a, port: 80, protocol: ${word}}]}\n`,
      ],
      [
        'a kind of an owner',
        POD.replace('name: web,', `name: own, ownerReferences: [{kind: ${word}, name: a, controller: true}],`),
      ],
    ])('%s', (_, document) => {
      expect(() => readFile(board(document))).not.toThrow();
    });
  },
);

test('of replicas that no node has room for some are made, with a word, and at once', () => {
  const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: many}\nspec: {replicas: 65535, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, ports: [{containerPort: 80}]}]}}}\n`;
  const before = process.cpuUsage();
  const cluster = readFile(board(deployment));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2000);
  // As many as a kubelet takes that says nothing, and no more.
  expect(cluster.pods.filter(({ phase }) => phase === 'Running').length).toBeGreaterThan(100);
  expect(cluster.findings).toContainEqual(
    expect.objectContaining({
      code: 'TOO_MANY_PODS',
      detail: { replicas: 65535, made: 1110 },
      path: ['spec', 'replicas'],
    }),
  );
});

test.each(['__proto__', 'a__b', '__', 'a__10.0.0.1/80'])(
  'a port of a Service called %s has its chains in nftables',
  (name) => {
    const proxy = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n';
    // An API server refuses such a name today: only of a Service that one has stored is there a port of it.
    const service = `apiVersion: v1\nkind: Service\nmetadata: {name: web, uid: a}\nspec: {type: LoadBalancer, sessionAffinity: ClientIP, loadBalancerSourceRanges: [198.51.100.0/24], selector: {app: web}, ports: [{name: '${name}', port: 80}]}\nstatus: {loadBalancer: {ingress: [{ip: 203.0.113.10}]}}\n`;
    const router = createRouter(readFile([NODE, POD, proxy, service].join('---\n')));
    const traced = router.trace({ from: { internet: true }, to: 'http://203.0.113.10/' });
    expect(traced).toMatchObject({ ok: true, value: { verdict: 'REACHABLE' } });
  },
);
