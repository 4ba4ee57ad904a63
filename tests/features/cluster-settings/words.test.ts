import { describe, expect, test } from 'vitest';
import { CNIS } from '../../../src/engine/dataplane/cni/cnis.ts';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { cidrContains } from '../../../src/engine/net/cidr.ts';
import { CLUSTER_SETTINGS } from '../../../src/narration/en/page/later/cluster-settings.ts';
import { cniWords, rangeLines } from '../../../src/features/cluster-settings/words.ts';
import { POD_TO_SERVICE } from '../../../src/lessons/pod-to-service.ts';
import { buildCluster, buildNetwork } from '../../whole-engine.ts';

test('every pod network that can be chosen has a name and a line of its own', () => {
  const words = CLUSTER_SETTINGS.podNetwork;
  const names = Object.keys(words.cnis);
  const lines = names.map((cni) => cniWords(cni, words).line);
  expect(names).toEqual(Object.keys(CNIS));
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.filter((line) => line.startsWith('Not known'))).toEqual([]);
});

const clusterOf = (overrides: ClusterOverrides) =>
  buildCluster({ objects: POD_TO_SERVICE.objects, interventions: [], overrides });

describe('what is said of the ranges is so', () => {
  test.each(Object.keys(CNIS))('of pods, with %s', (cni) => {
    const cluster = clusterOf({ cni });
    const isOfParts = cluster.pods
      .filter(({ hostNetwork }) => !hostNetwork)
      .every((pod) =>
        pod.ips.every((ip) => cluster.node(pod.nodeName ?? '')?.podCIDRs.some((cidr) => cidrContains(cidr, ip))),
      );
    const { parts, subnets } = CLUSTER_SETTINGS.podRange.lines;
    expect(rangeLines(cluster.settings, CLUSTER_SETTINGS).pods).toBe(isOfParts ? parts : subnets);
  });

  test.each(['iptables', 'nftables', 'ipvs', 'ebpf'] as const)('of Services, in %s', (proxyMode) => {
    const cluster = clusterOf({ proxyMode });
    const network = buildNetwork(cluster);
    const clusterIPs = new Set(cluster.services.flatMap((service) => service.clusterIPs));
    const devices = cluster.nodes.flatMap(({ name }) =>
      (network.namespace(`node/${name}`)?.interfaces() ?? [])
        .filter(({ addresses }) => addresses.some(({ ip }) => clusterIPs.has(ip)))
        .map((device) => device.name),
    );
    const line = rangeLines(cluster.settings, CLUSTER_SETTINGS).services;
    expect(line.includes('no interface has')).toBe(devices.length === 0);
    for (const device of devices) expect(line).toContain(device);
  });
});
