import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceResult } from '../../../../src/engine/routing/engine/result.ts';
import { ENGLISH } from '../../../../src/narration/en/all-words.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';

const of = (kind: string, name: string, spec: object = {}): RawObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind,
  metadata: { name, namespace: 'metallb-system' },
  spec: { ...spec },
});
const POOL = of('IPAddressPool', 'lan', { addresses: ['192.168.0.240-192.168.0.250'] });
const VIP = '192.168.0.240';

function call(service: object, ...more: readonly RawObject[]): TraceResult {
  const objects = shopObjects({ service: { type: 'LoadBalancer', ...service }, more: [POOL, ...more] });
  return traced(shopRouter(objects), { from: { internet: true }, to: `http://${VIP}/` });
}

const connection = ({ outcomes }: TraceResult) => outcomes.map(({ legs }) => legs.at(-1)?.request);
/** Where packets entered the cluster. */
const entered = (result: TraceResult): readonly (string | undefined)[] => [
  ...new Set(
    connection(result).map((trace) => trace?.hops.find(({ namespace }) => namespace.startsWith('node/'))?.namespace),
  ),
];

describe('in layer 2', () => {
  test('the router finds one node on the link, which answers for the address, and that one sends on', () => {
    const result = call({}, of('L2Advertisement', 'all'));
    expect(result.verdict).toBe('REACHABLE');
    // sha256("node-1#192.168.0.240") is bb6b…, and that of node-2 ebf4….
    expect(entered(result)).toEqual(['node/node-1']);
    for (const trace of connection(result)) {
      expect(trace?.hops.map(({ namespace }) => namespace).slice(0, 3)).toEqual(['internet', 'router', 'node/node-1']);
      const asked = trace?.hops[1]?.steps.find(({ type }) => type === 'NEIGHBOR');
      expect(asked?.detail).toMatchObject({ ip: VIP });
    }
  });

  test('and the step says who answers, and for whom', () => {
    const router = shopRouter(
      shopObjects({ service: { type: 'LoadBalancer' }, more: [POOL, of('L2Advertisement', 'all')] }),
    );
    const [trace] = connection(traced(router, { from: { internet: true }, to: `http://${VIP}/` }));
    const hop = trace?.hops[1];
    const step = hop?.steps.find(({ type }) => type === 'NEIGHBOR');
    const told = hop && step && ENGLISH.step(step, { cluster: router.cluster, hop, direction: 'request' });
    expect(told?.sentence).toContain('MetalLB gave Service shop/web: the node that announces it answers');
  });

  test('only nodes that an advertisement selects may answer', () => {
    const labels = { role: 'edge' };
    const spec = { nodeSelectors: [{ matchLabels: labels }] };
    const objects = shopObjects({
      service: { type: 'LoadBalancer' },
      more: [POOL, of('L2Advertisement', 'one', spec)],
    }).map((each) => (each.metadata.name === 'node-2' ? { ...each, metadata: { ...each.metadata, labels } } : each));
    expect(entered(traced(shopRouter(objects), { from: { internet: true }, to: `http://${VIP}/` }))).toEqual([
      'node/node-2',
    ]);
  });

  test('with externalTrafficPolicy Local a node with an endpoint answers, and the client’s address stays', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'one', namespace: 'shop', labels: { app: 'one' } },
      spec: { nodeName: 'node-2', containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 8080 }] }] },
    };
    const result = call(
      { externalTrafficPolicy: 'Local', selector: { app: 'one' } },
      of('L2Advertisement', 'all'),
      pod,
    );
    expect(result.verdict).toBe('REACHABLE');
    expect(entered(result)).toEqual(['node/node-2']);
    expect(result.outcomes[0]?.final.sourceIP).toBe('198.51.100.10');
  });

  test('an advertisement of another namespace is read by nobody', () => {
    const other = of('L2Advertisement', 'all');
    const result = call({}, { ...other, metadata: { ...other.metadata, namespace: 'default' } });
    expect(result.outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_ANNOUNCED');
    expect(result.outcomes[0]?.disposition).toBe('NEIGHBOR_UNREACHABLE');
  });

  test('only where a speaker runs, where speakers are given', () => {
    const labels = { app: 'metallb', component: 'speaker' };
    const speaker = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'speaker', namespace: 'metallb-system', labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { hostNetwork: true, nodeSelector: { speaks: 'yes' }, containers: [{ name: 's', image: 's' }] },
        },
      },
    };
    expect(call({}, of('L2Advertisement', 'all'), speaker).outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_ANNOUNCED');
  });

  test('the cause of a Service without endpoints is that it has none', () => {
    const result = call({ selector: { app: 'nobody' } }, of('L2Advertisement', 'all'));
    expect(result.outcomes[0]?.cause?.code).toBe('SERVICE_SELECTOR_MATCHES_NOTHING');
  });
});

describe('with BGP', () => {
  const all = of('BGPAdvertisement', 'all', { peers: ['tor'] });
  test('the router spreads packets over all nodes that announce', () => {
    expect(entered(call({}, all, of('BGPPeer', 'tor')))).toEqual(['node/node-1', 'node/node-2']);
  });

  test('a peer of another name gets nothing', () => {
    const { outcomes } = call({}, all, of('BGPPeer', 'other'));
    expect(outcomes[0]?.disposition).toBe('NO_ROUTE');
    expect(outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_ANNOUNCED');
  });
});

test('inside the cluster nobody needs an announcement', () => {
  const objects = shopObjects({ service: { type: 'LoadBalancer' }, more: [POOL] });
  const result = traced(shopRouter(objects), { from: { pod: 'shop/client' }, to: `http://${VIP}/` });
  expect(result.verdict).toBe('REACHABLE');
});

test('an Ingress whose controller waits for an address says what it waits for', () => {
  const waits: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'ingress-nginx-controller',
      namespace: 'ingress-nginx',
      labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
    },
    spec: { type: 'LoadBalancer', loadBalancerIP: '192.168.7.7', selector: { app: 'web' }, ports: [{ port: 80 }] },
  };
  const ingress: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'entry', namespace: 'shop' },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } }, rules: [{ host: 'shop.example' }] },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'controller', namespace: 'ingress-nginx', labels: { app: 'web' } },
    spec: { containers: [{ name: 'controller', image: 'registry.k8s.io/ingress-nginx/controller' }] },
  };
  const router = shopRouter(shopObjects({ more: [POOL, waits, ingress, pod] }));
  const cause = traced(router, { from: { internet: true }, to: 'http://shop.example/' }).outcomes[0]?.cause;
  expect(cause).toMatchObject({
    code: 'INGRESS_NOT_SERVED',
    detail: { is: 'PENDING', because: { code: 'NOT_IN_POOL' } },
  });
});
