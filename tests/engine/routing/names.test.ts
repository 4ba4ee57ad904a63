import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { clusterServer, outsideServer } from '../../../src/engine/routing/dns/dns-answers.ts';
import { answerReverse } from '../../../src/engine/routing/dns/reverse-zone.ts';
import { lookupName } from '../../../src/engine/routing/dns/lookup-name.ts';
import { candidateNames, resolverConfig } from '../../../src/engine/routing/dns/resolver-config.ts';
import { buildCluster } from '../../whole-engine.ts';

// kubernetes/dns docs/specification.md 1.1.0, and what CoreDNS does beyond it with kubeadm's Corefile.

const node = (name: string, four: string, six: string, cidrs: readonly string[]): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  spec: { podCIDRs: cidrs },
  status: { addresses: [four, six].map((address) => ({ type: 'InternalIP', address })) },
});
const meta = (name: string, labels: Readonly<Record<string, string>> = {}) => ({ name, namespace: 'shop', labels });
const service = (name: string, spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(name),
  spec,
});
const pod = (name: string, ips: readonly string[], spec: object = {}, ready = 'True'): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, { app: 'db' }),
  spec: { nodeName: 'n1', containers: [{ name: 'db', image: 'db', ports: [{ containerPort: 5432 }] }], ...spec },
  status: {
    phase: 'Running',
    podIP: ips[0],
    podIPs: ips.map((ip) => ({ ip })),
    conditions: [{ type: 'Ready', status: ready }],
  },
});

const OBJECTS: readonly RawObject[] = [
  node('n1', '192.168.0.2', 'fd00:192::2', ['10.244.1.0/24', 'fd00:10:244:1::/64']),
  pod('db-0', ['10.244.1.10', 'fd00:10:244:1::10'], { hostname: 'db-0', subdomain: 'db' }),
  pod('db-1', ['10.244.1.11', 'fd00:10:244:1::11']),
  pod('db-2', ['10.244.1.12', 'fd00:10:244:1::12'], {}, 'False'),
  service('db', {
    clusterIP: 'None',
    selector: { app: 'db' },
    ipFamilyPolicy: 'PreferDualStack',
    ports: [{ name: 'psql', port: 5432 }],
  }),
  service('web', {
    clusterIP: '10.96.0.80',
    clusterIPs: ['10.96.0.80', 'fd00:10:96::80'],
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'RequireDualStack',
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
  }),
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta('gone-1', { 'kubernetes.io/service-name': 'gone' }),
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.244.1.13'], hostname: 'left' },
      { addresses: ['10.244.1.14'], hostname: 'ill', conditions: { ready: false } },
      { addresses: ['10.244.1.15'] },
    ],
    ports: [{ port: 80 }],
  },
  service('outside', { type: 'ExternalName', externalName: 'api.example.org' }),
  service('alias', { type: 'ExternalName', externalName: 'web.shop.svc.cluster.local' }),
  service('literal', { type: 'ExternalName', externalName: '192.0.2.1' }),
  service('self', { type: 'ExternalName', externalName: 'self.shop.svc.cluster.local' }),
  service('ping', { type: 'ExternalName', externalName: 'pong.shop.svc.cluster.local' }),
  service('pong', { type: 'ExternalName', externalName: 'ping.shop.svc.cluster.local' }),
  service('dangling', { type: 'ExternalName', externalName: 'nobody.shop.svc.cluster.local' }),
  service('far', { type: 'ExternalName', externalName: 'alias.shop.svc.cluster.local' }),
  { ...pod('lone', ['10.244.1.30']), metadata: meta('lone', { app: 'lone' }) },
  service('portless', { clusterIP: 'None', selector: { app: 'lone' }, ports: [] }),
  { ...pod('starting', ['10.244.1.31'], {}, 'False'), metadata: meta('starting', { app: 'early' }) },
  service('early', {
    clusterIP: 'None',
    selector: { app: 'early' },
    publishNotReadyAddresses: true,
    ports: [{ name: 'psql', port: 5432 }],
  }),
  { ...pod('book', ['10.244.1.20']), metadata: meta('book', { app: 'book' }) },
  service('shelf', { selector: { app: 'book' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] }),
  service('empty', { clusterIP: 'None', selector: { app: 'nobody' }, ports: [{ port: 80 }] }),
];

const cluster = buildCluster({ objects: OBJECTS });
const client = cluster.pod('shop', 'db-1');
if (client === undefined) throw new Error('no client');
const config = resolverConfig(cluster, client);
const server = clusterServer(cluster, outsideServer(cluster, []), answerReverse);

function ask(name: string, type: string) {
  const { rcode, records } = lookupName(config, name, [type], server);
  return [rcode, ...records.map((record) => `${record.type} ${record.data}`)];
}

const Z = 'shop.svc.cluster.local.';

describe('the cluster DNS answers', () => {
  test.each([
    ['a Service', `web.${Z}`, 'A', ['NOERROR', 'A 10.96.0.80']],
    ['a Service, IPv6', `web.${Z}`, 'AAAA', ['NOERROR', 'AAAA fd00:10:96::80']],
    ['upper case', `WEB.${Z}`, 'A', ['NOERROR', 'A 10.96.0.80']],
    ['no record of that type', `web.${Z}`, 'CNAME', ['NOERROR']],
    ['headless: every ready endpoint', `db.${Z}`, 'A', ['NOERROR', 'A 10.244.1.10', 'A 10.244.1.11']],
    ['headless, IPv6', `db.${Z}`, 'AAAA', ['NOERROR', 'AAAA fd00:10:244:1::10', 'AAAA fd00:10:244:1::11']],
    ['an endpoint by hostname', `db-0.db.${Z}`, 'A', ['NOERROR', 'A 10.244.1.10']],
    ['an endpoint without one', `10-244-1-11.db.${Z}`, 'A', ['NOERROR', 'A 10.244.1.11']],
    ['an endpoint that is not ready', `10-244-1-12.db.${Z}`, 'A', ['NXDOMAIN']],
    ['headless without endpoints', `empty.${Z}`, 'A', ['NXDOMAIN']],
    ['SRV of a clusterIP', `_http._tcp.web.${Z}`, 'SRV', ['NOERROR', `SRV 0 50 80 web.${Z}`]],
    ['SRV of the other protocol', `_dns._udp.web.${Z}`, 'SRV', ['NOERROR', `SRV 0 50 53 web.${Z}`]],
    ['SRV of a port that is not there', `_https._tcp.web.${Z}`, 'SRV', ['NXDOMAIN']],
    [
      'SRV, headless',
      `_psql._tcp.db.${Z}`,
      'SRV',
      [
        'NOERROR',
        `SRV 0 25 5432 db-0.db.${Z}`,
        `SRV 0 25 5432 10-244-1-11.db.${Z}`,
        `SRV 0 25 5432 fd00-10-244-1--11.db.${Z}`,
      ],
    ],
    ['ExternalName within the zone', `alias.${Z}`, 'A', ['NOERROR', `CNAME web.${Z}`, 'A 10.96.0.80']],
    ['ExternalName, asked for the alias', `outside.${Z}`, 'CNAME', ['NOERROR', 'CNAME api.example.org.']],
    ['a pod address', '10-244-1-10.shop.pod.cluster.local.', 'A', ['NOERROR', 'A 10.244.1.10']],
    ['a pod address in no namespace', '10-244-1-10.nowhere.pod.cluster.local.', 'A', ['NXDOMAIN']],
    ['a namespace', 'shop.svc.cluster.local.', 'A', ['NOERROR']],
    ['a Service that is not there', `nobody.${Z}`, 'A', ['NXDOMAIN']],
    ['a Service in a namespace that is not there', 'web.nowhere.svc.cluster.local.', 'A', ['NXDOMAIN']],
    ['an endpoint of a Service with a clusterIP', `10-244-1-20.shelf.${Z}`, 'A', ['NOERROR', 'A 10.244.1.20']],
    ['SRV of such an endpoint', `10-244-1-20.shelf.${Z}`, 'SRV', ['NOERROR', `SRV 0 100 8080 10-244-1-20.shelf.${Z}`]],
    [
      'SRV without a port name: all ports',
      `web.${Z}`,
      'SRV',
      ['NOERROR', `SRV 0 25 80 web.${Z}`, `SRV 0 25 53 web.${Z}`],
    ],
    ['SRV without underscores', `http.tcp.web.${Z}`, 'SRV', ['NOERROR', `SRV 0 50 80 web.${Z}`]],
    ['SRV in upper case', `_HTTP._TCP.web.${Z}`, 'SRV', ['NOERROR', `SRV 0 50 80 web.${Z}`]],
    ['SRV with the wrong protocol', `_http._udp.web.${Z}`, 'SRV', ['NXDOMAIN']],
    ['the address behind an SRV name', `_http._tcp.web.${Z}`, 'A', ['NOERROR', 'A 10.96.0.80']],
    ['only a protocol', `_tcp.web.${Z}`, 'SRV', ['NXDOMAIN']],
    ['too many labels', `a.b.c.web.${Z}`, 'A', ['NXDOMAIN']],
    ['a wildcard is no longer one', `*.${Z}`, 'A', ['NXDOMAIN']],
    ['any endpoint is no longer a wildcard', `*.db.${Z}`, 'A', ['NXDOMAIN']],
    ['headless without ports', `portless.${Z}`, 'A', ['NOERROR', 'A 10.244.1.30']],
    ['headless without ports has no SRV', `portless.${Z}`, 'SRV', ['NOERROR']],
    ['not ready, but published', `10-244-1-31.early.${Z}`, 'A', ['NOERROR', 'A 10.244.1.31']],
    ['SRV of an ExternalName', `outside.${Z}`, 'SRV', ['NOERROR']],
    ['a port of an ExternalName', `_http._tcp.outside.${Z}`, 'CNAME', ['NXDOMAIN']],
    ['an endpoint of an ExternalName', `a.outside.${Z}`, 'A', ['NXDOMAIN']],
    ['an externalName that is an address', `literal.${Z}`, 'A', ['NXDOMAIN']],
    ['an ExternalName that names itself', `self.${Z}`, 'A', ['NOERROR']],
    ['two that name each other', `ping.${Z}`, 'A', ['NOERROR']],
    ['asked for the alias alone, a loop is told', `ping.${Z}`, 'CNAME', ['NOERROR', `CNAME pong.${Z}`]],
    ['an alias of nothing', `dangling.${Z}`, 'A', ['NOERROR']],
    ['a chain', `far.${Z}`, 'A', ['NOERROR', `CNAME alias.${Z}`, `CNAME web.${Z}`, 'A 10.96.0.80']],
    ['MX', `web.${Z}`, 'MX', ['NOERROR']],
    ['TXT', `web.${Z}`, 'TXT', ['NOERROR']],
    ['TXT of a name that is not there', 'nothing.cluster.local.', 'TXT', ['NXDOMAIN']],
    ['the version', 'dns-version.cluster.local.', 'TXT', ['NOERROR', 'TXT "1.1.0"']],
    ['the version has no address', 'dns-version.cluster.local.', 'A', ['NXDOMAIN']],
    ['the zone itself', 'cluster.local.', 'A', ['NOERROR']],
    ['svc alone', 'svc.cluster.local.', 'A', ['NOERROR']],
    ['pod alone', 'pod.cluster.local.', 'A', ['NOERROR']],
    ['neither svc nor pod', 'web.shop.cluster.local.', 'A', ['NXDOMAIN']],
    ['name servers', 'cluster.local.', 'NS', ['NOERROR', 'NS kube-dns.kube-system.svc.cluster.local.']],
    ['name servers of a part', 'svc.cluster.local.', 'NS', ['NOERROR']],
    ['name servers of nothing', 'foo.cluster.local.', 'NS', ['NXDOMAIN']],
    ['the name server by its default name', 'ns.dns.cluster.local.', 'A', ['NOERROR', 'A 10.96.0.10']],
    ['SOA of a Service', `web.${Z}`, 'SOA', ['NOERROR']],
    ['a pod address, IPv6', 'fd00-10-244-1--10.shop.pod.cluster.local.', 'AAAA', ['NOERROR', 'AAAA fd00:10:244:1::10']],
    ['a pod address that nobody has', '1-2-3-4.shop.pod.cluster.local.', 'A', ['NOERROR', 'A 1.2.3.4']],
    ['a pod by its name', 'db-0.shop.pod.cluster.local.', 'A', ['NXDOMAIN']],
    ['a namespace of pods', 'shop.pod.cluster.local.', 'A', ['NOERROR']],
    ['PTR of a name in the zone', `nobody.${Z}`, 'PTR', ['NXDOMAIN']],
    ['reverse: a clusterIP', '80.0.96.10.in-addr.arpa.', 'PTR', ['NOERROR', `PTR web.${Z}`]],
    ['reverse: an endpoint with a hostname', '10.1.244.10.in-addr.arpa.', 'PTR', ['NOERROR', `PTR db-0.db.${Z}`]],
    ['reverse: an endpoint without', '11.1.244.10.in-addr.arpa.', 'PTR', ['NXDOMAIN']],
    [
      'reverse: a slice whose Service does not exist',
      '13.1.244.10.in-addr.arpa.',
      'PTR',
      ['NOERROR', `PTR left.gone.${Z}`],
    ],
    ['reverse: one of it that is not ready', '14.1.244.10.in-addr.arpa.', 'PTR', ['NXDOMAIN']],
    ['reverse: one of it without a hostname', '15.1.244.10.in-addr.arpa.', 'PTR', ['NXDOMAIN']],
    ['reverse: an endpoint that is not ready', '12.1.244.10.in-addr.arpa.', 'PTR', ['NXDOMAIN']],
    ['reverse: another type goes on to the server outside', '80.0.96.10.in-addr.arpa.', 'A', ['NXDOMAIN']],
    [
      'reverse: IPv6',
      '0.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.9.0.0.0.1.0.0.0.0.d.f.ip6.arpa.',
      'PTR',
      ['NOERROR', `PTR web.${Z}`],
    ],
    ['reverse: too few labels', '96.10.in-addr.arpa.', 'PTR', ['NXDOMAIN']],
  ])('%s', (_what, name, type, expected) => {
    expect(ask(name, type)).toEqual(expected);
  });

  test('ExternalName outside the zone gets an address that is marked as assumed', () => {
    const { records, assumptions, aliases } = lookupName(config, 'outside', ['A'], server);
    expect(aliases).toEqual(['api.example.org.']);
    expect(records.map(({ type }) => type)).toEqual(['CNAME', 'A']);
    expect(assumptions.map(({ code }) => code)).toEqual(['OUTSIDE_ADDRESS_ASSUMED']);
  });
});

describe("a pod's resolv.conf", () => {
  const configOf = (spec: object) => {
    const objects = [...OBJECTS, pod('c', ['10.244.1.99'], spec)];
    const built = buildCluster({ objects });
    const found = built.pod('shop', 'c');
    if (found === undefined) throw new Error('no pod');
    return resolverConfig(built, found);
  };

  test('ClusterFirst', () => {
    expect(configOf({})).toMatchObject({
      search: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
      ndots: 5,
      ofNode: false,
    });
  });

  test('hostNetwork means Default unless ClusterFirstWithHostNet says otherwise', () => {
    expect(configOf({ hostNetwork: true })).toMatchObject({ search: [], ndots: 1, ofNode: true });
    expect(configOf({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' })).toMatchObject({ ofNode: false });
  });

  test('None takes everything from dnsConfig', () => {
    const dnsConfig = {
      nameservers: ['9.9.9.9'],
      searches: ['corp.example'],
      options: [{ name: 'ndots', value: '2' }],
    };
    expect(configOf({ dnsPolicy: 'None', dnsConfig })).toMatchObject({
      nameservers: ['9.9.9.9'],
      search: ['corp.example'],
      options: ['ndots:2'],
      ndots: 2,
      ofNode: false,
    });
  });

  test.each([
    ['web', 5, ['web.a.', 'web.b.', 'web.']],
    ['web.', 5, ['web.']],
    ['x.y.z', 2, ['x.y.z.', 'x.y.z.a.', 'x.y.z.b.']],
    ['x.y', 2, ['x.y.a.', 'x.y.b.', 'x.y.']],
  ])('%s with ndots %d', (name, ndots, expected) => {
    expect(candidateNames(name, { search: ['a', 'b'], ndots })).toEqual(expected);
  });
});
