import type { CloudFirewall } from '../cloud/firewall-program.ts';
import type { CniDefinition } from '../cni/wiring/cni-program.ts';
import type { CreateDnsCache } from '../dns-cache/dns-cache-program.ts';
import type { HostPorts } from '../host-ports/host-port-program.ts';
import type { Sidecars } from '../mesh/sidecar-program.ts';
import type { ToldListening } from './listeners.ts';
import type { ProxyPrograms } from '../proxy/modes/create-proxy.ts';
import type { LoadBalancing } from '../load-balancer/load-balancer-program.ts';
import type { MachinePrograms } from '../machine/machine-program.ts';
import type { CreatePolicies } from '../policy/policy-program.ts';

/** What writes into hosts that only some clusters need. A field is absent: nobody does. */
export interface NetworkPrograms extends ProxyPrograms {
  /** By the CNI's name; of one that is not here the bridge stands in. */
  readonly cnis?: Readonly<Record<string, CniDefinition>>;
  readonly policies?: CreatePolicies;
  /** Absent: nothing has the address of a load balancer. */
  readonly loadBalancing?: LoadBalancing;
  /** Absent: hostPorts are closed. */
  readonly hostPorts?: HostPorts;
  /** Absent: queries pass node-local DNS caches by. */
  readonly dnsCache?: CreateDnsCache;
  /** Absent: everything is let in. */
  readonly firewall?: CloudFirewall;
  /** Absent: whoever is outside is on the internet. */
  readonly machine?: MachinePrograms;
  /** Absent: nothing of pods goes through proxies beside them. */
  readonly sidecars?: Sidecars;
  /** Absent: pods listen on what they declare. */
  readonly told?: ToldListening;
}
