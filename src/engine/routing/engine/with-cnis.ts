import type { CniDefinition } from '../../dataplane/cni/wiring/cni-program.ts';
import { CLOUD_FIREWALL_PROGRAM } from '../../dataplane/cloud/firewall.ts';
import { MACHINE } from '../../dataplane/machine/machine.ts';
import { createNetworkDetector } from '../../kubernetes/nodes/detect-network.ts';
import { MACHINE_ROUTING } from '../machine/proxy-machine.ts';
import type { Programs } from './programs.ts';

/**
 * Programs with these CNIs besides those they have: who tells which one a cluster has knows exactly those that can be laid, so
 * that nothing stands in for one without being said. One of the same name takes the place of the other.
 */
export function withCnis(programs: Programs, more: Readonly<Record<string, CniDefinition>>): Programs {
  const { names, cluster, network, routing } = programs;
  const cnis = { ...network.cnis, ...more };
  return {
    ...programs,
    names: [...new Set([...names, 'networks'] as const)],
    cluster: { ...cluster, networks: createNetworkDetector(cnis) },
    network: { ...network, cnis, firewall: CLOUD_FIREWALL_PROGRAM, machine: MACHINE },
    routing: { ...routing, machine: MACHINE_ROUTING },
  };
}
