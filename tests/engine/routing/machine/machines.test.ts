import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { saidFinding } from '../../../support/said.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { shopRouter, traced } from '../shop.ts';
import {
  BALANCED,
  DESKTOP,
  K3D,
  k3dConfig,
  kindConfig,
  kindNodes,
  LINUXKIT,
  MINIKUBE,
  NODE_PORT,
  shopOn,
} from './local-cluster.ts';

const MACHINE = { internet: true } as const;
const MAPPED = kindConfig([{ containerPort: 30_080, hostPort: 8080 }]);
const CLUSTER_IP = '10.96.7.7';

/** From where to where each connection of the first way goes, and what it passes. */
function walked(objects: readonly RawObject[], to: string, from: TraceRequest['from'] = MACHINE) {
  const { verdict, outcomes, assumptions } = traced(shopRouter(objects), { from, to });
  const [outcome] = outcomes;
  const legs = (outcome?.legs ?? []).map(({ request: { flow, hops } }) => ({
    flow: `${flow.sourceIP} > ${flow.destinationIP}:${flow.destinationPort}`,
    places: hops.map(({ namespace }) => namespace).filter((place) => !place.startsWith('pod/')),
  }));
  return { verdict, outcomes, legs, reply: outcome?.reply, assumed: assumptions.map(({ code }) => code) };
}

const reporting = (objects: readonly RawObject[], ...ingress: readonly object[]): readonly RawObject[] =>
  objects.map((each) => (each.kind === 'Service' ? { ...each, status: { loadBalancer: { ingress } } } : each));

describe('ports that docker publishes', () => {
  test('a mapped port of kind is docker’s proxy, whose own connection comes from the gateway of the nodes’ network', () => {
    const { verdict, legs, reply, assumed } = walked(
      shopOn(kindNodes(), NODE_PORT, [MAPPED]),
      'http://localhost:8080/',
    );
    expect(verdict).toBe('REACHABLE');
    expect(reply).toBe('ACCEPTED');
    expect(legs).toEqual([
      { flow: '127.0.0.1 > 127.0.0.1:8080', places: ['internet'] },
      { flow: '172.18.0.1 > 172.18.0.2:30080', places: ['internet', 'node/kind-control-plane'] },
    ]);
    expect(assumed).toContain('MACHINE_ASSUMED');
    expect(assumed).not.toContain('FIREWALL_ASSUMED');
  });

  test('inside a virtual machine it connects from there', () => {
    const { legs } = walked(shopOn(kindNodes(LINUXKIT), NODE_PORT, [MAPPED]), 'http://localhost:8080/');
    expect(legs[1]).toEqual({
      flow: '172.18.0.1 > 172.18.0.2:30080',
      places: ['router', 'node/kind-control-plane'],
    });
  });

  test('at another address of the machine it is docker’s DNAT, on the machine itself', () => {
    const objects = shopOn(kindNodes(), NODE_PORT, [MAPPED]);
    const { outcomes } = walked(objects, 'http://198.51.100.10:8080/');
    expect(outcomes).not.toEqual([]);
    const steps = outcomes[0]?.legs[0]?.request.hops[0]?.steps ?? [];
    expect(steps).toContainEqual(
      expect.objectContaining({
        type: 'TRANSLATE',
        action: 'DNAT',
        packet: expect.objectContaining({ destinationIP: '172.18.0.2' }),
      }),
    );
  });

  test('a pod that calls the gateway gets to the proxy as well, as the rules leave out what comes from the bridge', () => {
    const objects = shopOn(kindNodes(), NODE_PORT, [MAPPED]);
    const { verdict, legs } = walked(objects, 'http://172.18.0.1:8080/', { pod: 'shop/client' });
    expect(verdict).toBe('REACHABLE');
    expect(legs.map(({ flow }) => flow)).toEqual(['10.244.0.2 > 172.18.0.1:8080', '172.18.0.1 > 172.18.0.2:30080']);
  });

  test('listenAddress and protocol are gone by', () => {
    const at = (mapping: object) =>
      shopOn(kindNodes(), NODE_PORT, [kindConfig([{ containerPort: 30_080, hostPort: 8080, ...mapping }])]);
    expect(walked(at({ listenAddress: '127.0.0.1' }), 'http://localhost:8080/').verdict).toBe('REACHABLE');
    expect(walked(at({ listenAddress: '127.0.0.2' }), 'http://localhost:8080/').verdict).toBe('UNREACHABLE');
    expect(walked(at({ protocol: 'UDP' }), 'http://localhost:8080/').verdict).toBe('UNREACHABLE');
    expect(walked(at({ hostPort: 0 }), 'http://localhost:8080/').verdict).toBe('UNREACHABLE');
  });

  test('kind publishes at IPv4 alone unless it is told otherwise', () => {
    const at = (mapping: object) =>
      shopOn(kindNodes(), NODE_PORT, [kindConfig([{ containerPort: 30_080, hostPort: 8080, ...mapping }])]);
    const called = (mapping: object) => walked(at(mapping), 'http://[::1]:8080/');
    expect(called({}).verdict).toBe('UNREACHABLE');
    expect(called({ listenAddress: '0.0.0.0' }).verdict).toBe('UNREACHABLE');
    // docker’s proxy hands it to the only address that the container has.
    const byProxy = called({ listenAddress: '::' });
    expect(byProxy.verdict).toBe('REACHABLE');
    expect(byProxy.legs.map(({ flow }) => flow)).toEqual(['::1 > ::1:8080', '172.18.0.1 > 172.18.0.2:30080']);
  });

  test('an unknown node of the configuration is the one in its place', () => {
    const named = kindNodes().map((node) => ({ ...node, name: node.name.replace('kind-', 'dev-') }));
    expect(walked(shopOn(named, NODE_PORT, [MAPPED]), 'http://localhost:8080/').verdict).toBe('REACHABLE');
  });

  test.each([
    {
      name: 'through k3d’s proxy, to servers',
      port: '8080:80',
      filter: 'loadbalancer',
      called: '172.19.0.254 > 172.19.0.3:80',
      from: 'load-balancer',
    },
    {
      name: 'through it to one agent',
      port: '8080:80',
      filter: 'agent:0',
      called: '172.19.0.254 > 172.19.0.4:80',
      from: 'load-balancer',
    },
    {
      name: 'directly to one agent',
      port: '127.0.0.1:8080:80',
      filter: 'agent:0:direct',
      called: '172.19.0.1 > 172.19.0.4:80',
      from: 'internet',
    },
  ])('$name', ({ port, filter, called, from }) => {
    const { verdict, legs } = walked(shopOn(K3D, BALANCED, [k3dConfig(port, filter)]), 'http://localhost:8080/');
    expect(verdict).toBe('REACHABLE');
    expect(legs[1]?.flow).toBe(called);
    expect(legs[1]?.places[0]).toBe(from);
  });

  test.each(['8080', '8080:80:80:80:x', '99999:80', ':', ''])('%j as a port of k3d opens none', (port) => {
    const { outcomes } = walked(shopOn(K3D, BALANCED, [k3dConfig(port, 'loadbalancer')]), 'http://localhost:8080/');
    expect(outcomes[0]?.cause?.code).toBe('PORT_NOT_PUBLISHED');
  });

  test('the configuration alone tells where a cluster runs whose nodes are not given', () => {
    const objects = shopOn([], NODE_PORT, [MAPPED]).map((each) =>
      each.kind === 'Pod' ? { ...each, spec: { ...(each['spec'] as object), nodeName: undefined } } : each,
    );
    expect(buildCluster({ objects }).settings.machine?.environment).toBe('kind');
    expect(walked(objects, 'http://localhost:8080/').verdict).toBe('REACHABLE');
  });
});

describe('where nodes are', () => {
  test('on Linux the machine is on their network, as their gateway, and what leaves them leaves by it', () => {
    const objects = shopOn(kindNodes(), NODE_PORT);
    const { verdict, legs } = walked(objects, 'http://172.18.0.3:30080/');
    expect(verdict).toBe('REACHABLE');
    expect(legs[0]?.flow).toBe('172.18.0.1 > 172.18.0.3:30080');
    expect(legs[0]?.places.slice(0, 2)).toEqual(['internet', 'node/kind-worker']);
    const out = walked(objects, 'http://8.8.8.8/', { pod: 'shop/client' });
    expect(out.verdict).toBe('REACHABLE');
    expect(out.legs[0]?.places).toEqual(['node/kind-control-plane', 'internet']);
  });

  test('what nodes send to an address of a pod that nobody has gets lost behind the machine', () => {
    const { outcomes } = walked(shopOn(kindNodes(), NODE_PORT), 'http://10.244.200.9/', { pod: 'shop/client' });
    expect(outcomes[0]?.disposition).toBe('DROPPED');
    expect(outcomes[0]?.cause?.code).toBe('ADDRESS_UNUSED');
  });

  test('QEMU’s built-in network leaves minikube’s node without an address that the machine knows', () => {
    const minikube = [{ name: 'minikube', address: '10.0.2.15', labels: { 'minikube.k8s.io/name': 'minikube' } }];
    expect(buildCluster({ objects: shopOn(minikube) }).settings.machine?.reach).toBe('VM');
    expect(buildCluster({ objects: shopOn(MINIKUBE()) }).settings.machine?.reach).toBe('LINK');
  });

  test('a client with an address of its own is none of the machine’s', () => {
    const { assumed } = walked(shopOn(kindNodes(), NODE_PORT), 'http://172.18.0.3:30080/', {
      internet: true,
      ip: '203.0.113.9',
    });
    expect(assumed).not.toContain('MACHINE_ASSUMED');
  });

  test('a cloud that is named is believed before names of nodes', () => {
    const { settings } = buildCluster({ objects: shopOn(kindNodes(), NODE_PORT), overrides: { cloud: 'gke' } });
    expect(settings.machine).toBeUndefined();
  });
});

describe('load balancers of such clusters', () => {
  test('Docker Desktop opens ports of Services and node ports on the machine, and connects to clusterIPs from the node', () => {
    const balanced = walked(shopOn(DESKTOP, { ...BALANCED, clusterIP: CLUSTER_IP }), 'http://localhost/');
    expect(balanced.verdict).toBe('REACHABLE');
    expect(balanced.legs[1]).toEqual({ flow: `192.168.65.3 > ${CLUSTER_IP}:80`, places: ['node/docker-desktop'] });
    expect(walked(shopOn(DESKTOP, NODE_PORT), 'http://localhost:30080/').verdict).toBe('REACHABLE');
    expect(walked(shopOn(DESKTOP, BALANCED), 'http://localhost:30080/').verdict).toBe('UNREACHABLE');
    const { services, findings } = buildCluster({
      objects: reporting(shopOn(DESKTOP, BALANCED), { hostname: 'localhost' }),
    });
    expect(services.find(({ name }) => name === 'web')?.loadBalancerIPs).toEqual([]);
    expect(findings.filter(({ code }) => code === 'LOAD_BALANCER_PENDING')).toEqual([]);
  });

  test('of two Services with one port on it the second waits', () => {
    const second: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'second', namespace: 'shop' },
      spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
    };
    const { findings } = buildCluster({ objects: shopOn(DESKTOP, BALANCED, [second]) });
    const pending = findings.filter(({ code }) => code === 'LOAD_BALANCER_PENDING');
    expect(pending.map(({ object }) => object.name)).toEqual(['second']);
    expect(pending[0] && saidFinding(pending[0])).toContain('Service shop/web has port 80 there');
  });

  test('where kind makes Docker Desktop’s cluster, a container beside the nodes opens them', () => {
    const nodes = [
      { name: 'desktop-control-plane', address: '172.18.0.2', providerID: 'kind://docker/desktop/x', kernel: LINUXKIT },
    ];
    const { verdict, legs } = walked(shopOn(nodes, BALANCED), 'http://localhost/');
    expect(verdict).toBe('REACHABLE');
    expect(legs[1]?.flow).toBe('172.18.0.254 > 172.18.0.2:30080');
    expect(walked(shopOn(nodes, NODE_PORT), 'http://localhost:30080/').verdict).toBe('UNREACHABLE');
    // Of externalTrafficPolicy Local it asks nodes that have an endpoint alone.
    const another = { name: 'desktop-worker', address: '172.18.0.3', kernel: LINUXKIT };
    const placed = (objects: readonly RawObject[]): readonly RawObject[] =>
      objects.map((each) => {
        if (each.kind !== 'Deployment') return each;
        const { template, ...spec } = each['spec'] as { readonly template: { readonly spec: object } };
        const onFirst = { ...template, spec: { ...template.spec, nodeName: nodes[0]?.name } };
        return { ...each, spec: { ...spec, template: onFirst } };
      });
    const asked = (service: object) => {
      const { outcomes } = walked(
        placed(shopOn([...nodes, another], { ...BALANCED, ...service })),
        'http://localhost/',
      );
      return [...new Set(outcomes.map((outcome) => outcome.legs[1]?.request.flow.destinationIP))];
    };
    expect(asked({})).toEqual(['172.18.0.2', '172.18.0.3']);
    expect(asked({ externalTrafficPolicy: 'Local' })).toEqual(['172.18.0.2']);
  });

  test('minikube tunnel leads to clusterIPs over the node, or by ssh from 127.0.0.1', () => {
    const service = { ...BALANCED, clusterIP: CLUSTER_IP };
    const routed = walked(reporting(shopOn(MINIKUBE(), service), { ip: CLUSTER_IP }), `http://${CLUSTER_IP}/`);
    expect(routed.verdict).toBe('REACHABLE');
    expect(routed.legs[0]?.flow).toBe(`192.168.49.1 > ${CLUSTER_IP}:80`);
    const forwarded = walked(reporting(shopOn(MINIKUBE(LINUXKIT), service), { ip: '127.0.0.1' }), 'http://localhost/');
    expect(forwarded.verdict).toBe('REACHABLE');
    expect(forwarded.legs[1]?.flow).toBe(`192.168.49.2 > ${CLUSTER_IP}:80`);
  });

  test('cloud-provider-kind is a container beside the nodes, which proxies', () => {
    const objects = reporting(shopOn(kindNodes(), BALANCED), { ip: '172.18.0.7', ipMode: 'Proxy' });
    const { verdict, legs } = walked(objects, 'http://172.18.0.7/');
    expect(verdict).toBe('REACHABLE');
    expect(legs[0]?.flow).toBe('172.18.0.1 > 172.18.0.7:80');
  });
});

describe('addresses that nobody announces', () => {
  const findings = (objects: readonly RawObject[]) =>
    buildCluster({ objects }).findings.flatMap((each) =>
      each.code === 'ADDRESS_WITHOUT_ANNOUNCER' ? [{ ip: each.detail.ip, path: each.path?.join('.') }] : [],
    );
  const BARE = [{ name: 'node-a', address: '192.168.0.11' }];

  test('an externalIP that is no node’s, and an address that was asked for', () => {
    expect(findings(shopOn(BARE, { externalIPs: ['192.168.0.11', '10.20.30.40'] }))).toEqual([
      { ip: '10.20.30.40', path: 'spec.externalIPs.1' },
    ]);
    expect(findings(shopOn(BARE, { type: 'LoadBalancer', loadBalancerIP: '192.168.0.99' }))).toEqual([
      { ip: '192.168.0.99', path: 'spec.loadBalancerIP' },
    ]);
  });

  test('none where something gives or may give it: a pool, a cloud, a node, the status, or nobody has stated it', () => {
    const pool: RawObject = {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: { name: 'lan', namespace: 'metallb-system' },
      spec: { addresses: ['192.168.0.90-192.168.0.99'] },
    };
    const asking = { type: 'LoadBalancer', loadBalancerIP: '192.168.0.99' };
    expect(findings(shopOn(BARE, asking, [pool]))).toEqual([]);
    expect(
      findings(shopOn([{ ...BARE[0], name: 'a', address: '192.168.0.11', providerID: 'aws:///a/b' }], asking)),
    ).toEqual([]);
    const elsewhere = [{ name: 'a', address: '192.168.0.11', providerID: 'openstack:///b' }];
    expect(findings(shopOn(elsewhere, asking))).toEqual([]);
    expect(findings(shopOn(BARE, { ...asking, loadBalancerIP: '192.168.0.11' }))).toEqual([]);
    expect(findings(shopOn(BARE, { type: 'LoadBalancer' }))).toEqual([]);
    expect(findings(reporting(shopOn(BARE, asking), { ip: '192.168.0.99' }))).toEqual([]);
  });
});
