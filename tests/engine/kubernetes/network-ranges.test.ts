import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../support/said.ts';
import { buildCluster } from '../../whole-engine.ts';

const node = (name: string, address: string, podCIDRs: readonly string[] = []): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  spec: podCIDRs.length === 0 ? {} : { podCIDRs },
  status: { addresses: [{ type: 'InternalIP', address }] },
});
const kubeadm = (podSubnet: string, serviceSubnet = '10.96.0.0/12'): RawObject => ({
  apiVersion: 'kubeadm.k8s.io/v1beta3',
  kind: 'ClusterConfiguration',
  metadata: { name: 'c' },
  networking: { podSubnet, serviceSubnet },
});
const told = (...objects: readonly RawObject[]): readonly string[] =>
  buildCluster({ objects }).findings.flatMap((finding) =>
    finding.code === 'RANGES_OVERLAP'
      ? [`${finding.object.name} ${finding.path?.join('.')}: ${saidFinding(finding)}`]
      : [],
  );

describe('ranges that overlap', () => {
  test('the range of pods, or of Services, and the addresses of nodes', () => {
    const nodes = [node('a', '172.20.9.4', ['172.20.0.0/24']), node('b', '172.20.9.5', ['172.20.1.0/24'])];
    const found = told(kubeadm('172.20.0.0/16'), ...nodes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^a status\.addresses: .*172\.20\.0\.0\/16 of pods.*172\.20\.9\.4, and those of 1 more/);
    expect(told(kubeadm('10.50.0.0/16', '172.20.8.0/22'), node('a', '172.20.9.4', ['10.50.0.0/24']))).toEqual([
      expect.stringMatching(/^a .*172\.20\.8\.0\/22 of Services/),
    ]);
  });

  test('podCIDRs of nodes, with each other and with the range of Services', () => {
    const wide = node('wide', '192.0.2.1', ['10.50.0.0/16']);
    const found = told(wide, node('one', '192.0.2.2', ['10.50.3.0/24']), node('two', '192.0.2.3', ['10.50.9.0/24']));
    expect(found.map((each) => each.split(':')[0])).toEqual(['one spec.podCIDRs', 'two spec.podCIDRs']);
    expect(told(kubeadm('10.50.0.0/16'), node('a', '192.0.2.1', ['10.97.4.0/24']))).toEqual([
      expect.stringMatching(/^a spec\.podCIDRs: .*10\.97\.4\.0\/24.*10\.96\.0\.0\/12 of Services/),
    ]);
  });

  test('the range of pods and that of Services, where nodes have parts of neither', () => {
    const found = told(kubeadm('10.96.0.0/16'), node('a', '192.0.2.1', ['10.50.0.0/24']));
    expect(found).toEqual([
      expect.stringMatching(/^c networking: .*10\.96\.0\.0\/16 of pods .*10\.96\.0\.0\/12 of Services/),
    ]);
  });

  test('nothing where they are apart, in both families', () => {
    const dual = ['10.50.0.0/24', 'fd00:50::/64'];
    expect(
      told(kubeadm('10.50.0.0/16'), node('a', '192.0.2.1', dual), node('b', '192.0.2.2', ['10.50.1.0/24'])),
    ).toEqual([]);
  });

  test.each(['10.97.0.4', '10.244.7.7', '172.16.0.9', '192.168.0.1'])(
    'no range that is taken for granted holds %s',
    (ip) => {
      expect(told(node('a', ip))).toEqual([]);
    },
  );
});
