import { describe, expect, test } from 'vitest';
import { parseCidr } from '../../../../src/engine/net/cidr.ts';
import { ipFamily } from '../../../../src/engine/net/ip.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { gatewayOf, listener, routeOf } from '../../routing/gateway/gateway-objects.ts';
import { shopObjects } from '../../routing/shop.ts';
import { buildCluster } from '../../../whole-engine.ts';

const build = (...more: readonly RawObject[]) => buildCluster({ objects: shopObjects({ more }) });

function classOf(controllerName: string): RawObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'example' },
    spec: { controllerName },
  };
}

interface Proxy {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec?: object;
  readonly fields?: object;
}

const serviceOf = ({ name, namespace = 'shop', labels, spec = {}, fields = {} }: Proxy): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels },
  spec: { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }], ...spec },
  ...fields,
});

function proxyOf(proxy: Proxy): readonly RawObject[] {
  const { name, namespace = 'shop', labels } = proxy;
  const containers = [{ name, image: name, ports: [{ containerPort: 80 }] }];
  return [
    serviceOf(proxy),
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers } },
  ];
}

describe('without a proxy one is assumed', () => {
  test('a Deployment and a Service with the ports of the listeners, each once', () => {
    const listeners = [
      listener(),
      listener({ name: 'more', hostname: 'more.example' }),
      listener({ name: 'dns', port: 53, protocol: 'UDP' }),
    ];
    const more = { infrastructure: { labels: { team: 'web' }, annotations: { size: 'small' } } };
    const cluster = build(gatewayOf(listeners, more));
    const [gateway] = cluster.gateways;
    expect(gateway).toMatchObject({
      className: 'example',
      controllerService: { namespace: 'shop', name: 'edge-example' },
      assumed: 'GATEWAY_CONTROLLER_ASSUMED',
    });
    const service = cluster.service('shop', 'edge-example');
    expect(service?.ports.map(({ port, protocol }) => `${protocol} ${port}`)).toEqual(['TCP 80', 'UDP 53']);
    expect(service?.object.metadata).toMatchObject({ labels: { team: 'web' }, annotations: { size: 'small' } });
    expect(gateway?.addresses).toEqual(service?.loadBalancerIPs.map(({ ip }) => ip));
    expect(service?.endpoints(4)).toHaveLength(1);
    expect(cluster.pods.filter(({ assumed }) => assumed === 'GATEWAY_CONTROLLER_ASSUMED')).toHaveLength(1);
    expect(cluster.assumptions.map(({ code }) => code)).toContain('GATEWAY_CONTROLLER_ASSUMED');
  });

  test('each Gateway has its own, and nothing that is given moves', () => {
    const plain = build();
    const second = gatewayOf(undefined, {}, { name: 'inner' });
    const cluster = build(gatewayOf(), second);
    expect(cluster.gateways.map(({ controllerService }) => controllerService?.name)).toEqual([
      'edge-example',
      'inner-example',
    ]);
    expect(new Set(cluster.gateways.flatMap(({ addresses }) => addresses)).size).toBe(2);
    for (const pod of plain.pods) expect(cluster.pod(pod.namespace, pod.name)?.ips).toEqual(pod.ips);
    for (const { namespace, name, clusterIPs } of plain.services) {
      expect(cluster.service(namespace, name)?.clusterIPs).toEqual(clusterIPs);
    }
  });

  test('with an address of each family the cluster has', () => {
    const families = (serviceCIDRs: readonly string[], podCIDRs: readonly string[]) =>
      buildCluster({
        objects: [gatewayOf()],
        overrides: {
          serviceCIDRs: serviceCIDRs.flatMap((each) => parseCidr(each) ?? []),
          podCIDRs: podCIDRs.flatMap((each) => parseCidr(each) ?? []),
        },
      }).gateways[0]?.addresses.map(ipFamily);
    expect(families(['10.96.0.0/16'], ['10.244.0.0/16'])).toEqual([4]);
    expect(families(['10.96.0.0/16', 'fd00:10:96::/112'], ['10.244.0.0/16', 'fd00:10:244::/56'])).toEqual([4, 6]);
  });

  test('at the address asked for, or reported', () => {
    const asked = gatewayOf(undefined, { addresses: [{ type: 'IPAddress', value: '203.0.113.90' }] });
    expect(build(asked).gateways[0]?.addresses).toEqual(['203.0.113.90']);
    const reported = { ...asked, status: { addresses: [{ value: '203.0.113.91' }] } };
    expect(build(reported).gateways[0]?.addresses).toEqual(['203.0.113.91']);
    expect(
      build(reported)
        .service('shop', 'edge-example')
        ?.loadBalancerIPs.map(({ ip }) => ip),
    ).toEqual(['203.0.113.91']);
  });

  test('but not for a class that is missing among those given', () => {
    const other = { ...classOf('example.com/controller'), metadata: { name: 'other' } };
    const cluster = build(gatewayOf(), other);
    expect(cluster.gateways[0]?.controllerService).toBeUndefined();
    expect(cluster.gateways[0]?.addresses).toEqual([]);
    expect(cluster.findings.find(({ code }) => code === 'GATEWAY_CLASS_NOT_FOUND')?.path).toEqual([
      'spec',
      'gatewayClassName',
    ]);
  });
});

describe('a given proxy is found', () => {
  const front = (...more: readonly RawObject[]) => build(gatewayOf(), ...more).gateways[0]?.controllerService;

  test('by the labels that tell whose it is', () => {
    const labels = { 'gateway.networking.k8s.io/gateway-name': 'edge' };
    expect(front(...proxyOf({ name: 'mine', labels }))).toEqual({ namespace: 'shop', name: 'mine' });
    expect(front(...proxyOf({ name: 'mine', namespace: 'pay', labels }))?.name).toBe('edge-example');
    const envoy = {
      'gateway.envoyproxy.io/owning-gateway-name': 'edge',
      'gateway.envoyproxy.io/owning-gateway-namespace': 'shop',
    };
    expect(front(...proxyOf({ name: 'envoy', namespace: 'system', labels: envoy }))).toEqual({
      namespace: 'system',
      name: 'envoy',
    });
    const other = { ...envoy, 'gateway.envoyproxy.io/owning-gateway-namespace': 'pay' };
    expect(front(...proxyOf({ name: 'envoy', namespace: 'system', labels: other }))?.name).toBe('edge-example');
  });

  test('by an address that the Gateway reports', () => {
    const fields = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.92' }] } } };
    const proxy = proxyOf({ name: 'mine', labels: { app: 'mine' }, fields });
    const reporting = { ...gatewayOf(), status: { addresses: [{ type: 'IPAddress', value: '203.0.113.92' }] } };
    expect(build(reporting, ...proxy).gateways[0]?.controllerService?.name).toBe('mine');
    const named = {
      ...gatewayOf(),
      status: { addresses: [{ type: 'Hostname', value: 'mine.shop.svc.cluster.local' }] },
    };
    expect(build(named, ...proxy).gateways[0]?.controllerService?.name).toBe('mine');
    expect(front(...proxy)?.name).toBe('edge-example');
  });

  test('by the controller of its class, when that has one proxy for all', () => {
    const traefik = proxyOf({ name: 'traefik', namespace: 'system', labels: { 'app.kubernetes.io/name': 'traefik' } });
    expect(front(...traefik, classOf('traefik.io/gateway-controller'))?.name).toBe('traefik');
    expect(front(...traefik, classOf('example.com/controller'))?.name).toBe('edge-example');
    const byName = gatewayOf(undefined, { gatewayClassName: 'traefik' });
    expect(build(byName, ...traefik).gateways[0]?.controllerService?.name).toBe('traefik');
  });
});

test('an edit of a Service that makes it the proxy leads to what a build from scratch does', () => {
  const labels = { 'gateway.networking.k8s.io/gateway-name': 'edge' };
  const [service, pod] = proxyOf({ name: 'mine', labels });
  if (service === undefined || pod === undefined) throw new Error('no proxy');
  const plain = { ...service, metadata: { name: 'mine', namespace: 'shop' } };
  const base = shopObjects({ more: [gatewayOf(), routeOf('web'), pod, plain] });
  const edited = base.map((each) => (each === plain ? service : each));
  const before = buildCluster({ objects: base });
  expect(before.gateways[0]?.controllerService?.name).toBe('edge-example');
  const after = buildCluster({ objects: edited, previous: before });
  expect(after.gateways[0]?.controllerService?.name).toBe('mine');
  expect(after.gateways[0]?.addresses).toEqual(buildCluster({ objects: edited }).gateways[0]?.addresses);
});
