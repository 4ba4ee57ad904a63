import { expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { createCidr } from '../../../src/engine/net/cidr.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { needs } from '../../../src/engine/routing/engine/needs.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { buildCluster } from '../../whole-engine.ts';
import { service } from './objects.ts';

const PORTS = [{ port: 80, targetPort: 8080 }];
const at = (clusterIP: string, name = 's'): RawObject => service(name, { clusterIP, ports: PORTS } as never);
const stored = (object: RawObject): RawObject => ({ ...object, metadata: { ...object.metadata, uid: '1' } });
const wanted = (objects: readonly RawObject[], overrides: ClusterOverrides = {}): boolean =>
  needs(objects, overrides).includes('refusals');

test('a Service with addresses that no other has is walked without what refuses Services', async () => {
  expect(wanted([at('10.96.40.12')])).toBe(false);
  expect(wanted([at('10.96.40.12'), at('10.96.40.13', 't')])).toBe(false);
  expect(wanted([service('s', { externalIPs: ['203.0.113.60'], ports: PORTS } as never)])).toBe(false);
  const first = await SCENARIOS.find(({ id }) => id === 'pod-to-service')?.load();
  expect(first && needs(first.objects, first.overrides)).toEqual([]);
});

const SMALL = { serviceCIDRs: [createCidr(createIp('10.43.0.0'), 16)] };

test.each([
  ['the range is stated', [at('10.96.40.12')], SMALL],
  ['there are several ports', [service('s', { ports: [...PORTS, ...PORTS] } as never)], {}],
  ...['127.0.0.1', '0.0.0.0', '169.254.1.1', '224.0.0.9', '::', '::1', 'fe80::1', 'FEBF::1', 'ff02::5'].map(
    (ip) => [`outside it has ${ip}`, [service('s', { externalIPs: [ip], ports: PORTS } as never)], {}] as const,
  ),
  ['it keeps to its node', [service('s', { externalTrafficPolicy: 'Local', ports: PORTS } as never)], {}],
  ['it is an alias of nothing', [service('s', { type: 'ExternalName' } as never)], {}],
  ['there are no ports', [service('s', { clusterIP: '10.96.40.12', ports: [] } as never)], {}],
] as const)('where a Service is refused, what refuses it is wanted: %s', (_, objects, overrides) => {
  const { findings } = buildCluster({ objects, overrides });
  expect(findings.map(({ code }) => code)).toContain('SERVICE_REFUSED');
  expect(wanted(objects, overrides)).toBe(true);
});

// Of two that state one address the other may be stored as well: it is there, with a doubt that only what refuses Services knows of.
test.each([
  ['two have one address', 't', [at('10.96.40.12'), at('10.96.40.12', 't')]],
  ['one of them is stored', 't', [stored(at('10.96.40.12')), at('10.96.40.12', 't')]],
  ['the stored one comes last', 's', [at('10.96.40.12'), stored(at('10.96.40.12', 't'))]],
] as const)('where it is doubted that a Service is taken, what refuses it is wanted: %s', (_, name, objects) => {
  const { findings, services } = buildCluster({ objects });
  const doubted = services.filter(({ doubt = [] }) => doubt.some(({ code }) => code === 'REFUSED_SERVICE_TAKEN'));
  expect(doubted.map((each) => each.name)).toEqual([name]);
  const twice = findings.filter(({ code }) => code === 'DUPLICATE_ADDRESS');
  expect(twice.map(({ object }) => object?.name)).toEqual([name]);
  expect(wanted(objects)).toBe(true);
});

test('what the API server and the cluster’s DNS have is wanted as well', () => {
  expect([at('10.96.0.1'), at('10.96.0.10')].map((each) => wanted([each]))).toEqual([true, true]);
});
