import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const proxyMode = (mode: string): RawObject => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  metadata: { name: 'config' },
  mode,
});
const pod = (name: string, spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'main' }], ...spec },
});

describe('every proxy mode', () => {
  const outcome = (mode: string, to: string) =>
    traced(shopRouter(shopObjects({ more: [proxyMode(mode)] })), { from: { pod: 'shop/client' }, to });

  test.each(['iptables', 'nftables', 'ipvs', 'ebpf'])('%s serves by itself', (mode) => {
    const { outcomes, assumptions } = outcome(mode, 'http://web/');
    expect(new Set(outcomes.map(({ disposition }) => disposition))).toEqual(new Set(['ACCEPTED']));
    expect(outcomes.map(({ reply }) => reply)).toEqual(outcomes.map(() => 'ACCEPTED'));
    expect(assumptions.map(({ code }) => code)).not.toContain('PROXY_MODE_REPLACED');
  });

  test.each(['iptables', 'nftables', 'ipvs', 'ebpf'])('%s: a Service without endpoints is to blame itself', (mode) => {
    const empty: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'empty', namespace: 'shop' },
      spec: { selector: { app: 'nothing' }, ports: [{ port: 80 }] },
    };
    const router = shopRouter(shopObjects({ more: [proxyMode(mode), empty] }));
    const { outcomes } = traced(router, { from: { pod: 'shop/client' }, to: 'http://empty/' });
    expect(outcomes[0]).toMatchObject({
      disposition: 'REJECTED',
      cause: { code: 'SERVICE_SELECTOR_MATCHES_NOTHING', object: { kind: 'Service', name: 'empty' } },
    });
  });
});

describe('address families', () => {
  test('a packet on the wire has one family', () => {
    const from = { ip: '203.0.113.2', enters: 'node-1' };
    const [outcome] = traced(shopRouter(), { from, to: 'tcp://[fd00::1]:80' }).outcomes;
    expect(outcome).toMatchObject({ disposition: 'NO_ROUTE', cause: { code: 'NO_ADDRESS_OF_FAMILY' }, legs: [] });
  });

  test("a pod with its node's resolver asks one of its own family", () => {
    const objects = [
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'node-1' },
        spec: {},
        status: { addresses: [{ type: 'InternalIP', address: 'fd00:192::1' }] },
      },
      pod('host', { hostNetwork: true }),
    ];
    const router = createRouter(buildCluster({ objects }));
    const [outcome] = traced(router, { from: { pod: 'shop/host' }, to: 'http://www.example.org/' }).outcomes;
    expect(outcome?.legs[0]?.request.flow).toMatchObject({
      sourceIP: 'fd00:192::1',
      destinationIP: '2001:db8::53',
      destinationPort: 53,
    });
    expect(outcome?.disposition).toBe('EXITS_NETWORK');
  });

  test('name servers of a family the pod does not have cannot be asked', () => {
    const more = [pod('odd', { dnsPolicy: 'None', dnsConfig: { nameservers: ['2001:db8::1'] } })];
    const [outcome] = traced(shopRouter(shopObjects({ more })), {
      from: { pod: 'shop/odd' },
      to: 'http://web/',
    }).outcomes;
    expect(outcome?.cause).toMatchObject({ code: 'DNS_UNREACHABLE', detail: { servers: ['2001:db8::1'] } });
  });
});

test('to connect to 0.0.0.0 is to connect to oneself', () => {
  const [outcome] = traced(shopRouter(), { from: { pod: 'shop/client' }, to: 'tcp://0.0.0.0:9000' }).outcomes;
  expect(outcome).toMatchObject({ disposition: 'ACCEPTED', destination: { name: 'client' } });
  expect(outcome?.final).toMatchObject({ destinationIP: '127.0.0.1' });
});
