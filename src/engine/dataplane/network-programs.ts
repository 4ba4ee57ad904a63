import type { CniProgram } from './cni/cni-program.ts';
import type { CreateDnsCache } from './dns-cache-program.ts';
import type { HostPorts } from './host-port-program.ts';
import type { ProxyProgram } from './kube-proxy/create-proxy.ts';
import type { Relist } from './kube-proxy/port-listing.ts';
import type { LoadBalancing } from './load-balancer-program.ts';
import type { CreatePolicies } from './policy-program.ts';

/** What writes into hosts that only some clusters need. A field is absent: nobody does. */
export interface NetworkPrograms {
  /** kube-proxy in these modes; absent: iptables serves clusters of the mode (assumption PROXY_MODE_REPLACED). */
  readonly nftables?: ProxyProgram;
  readonly ipvs?: ProxyProgram;
  readonly ebpf?: ProxyProgram;
  /** By the CNI's name, the bridge aside; of one that is not here the bridge stands in. */
  readonly cnis?: Readonly<Record<string, CniProgram>>;
  readonly policies?: CreatePolicies;
  /** Absent: nothing has the address of a load balancer. */
  readonly loadBalancing?: LoadBalancing;
  /** Absent: hostPorts are closed. */
  readonly hostPorts?: HostPorts;
  /** Absent: queries pass node-local DNS caches by. */
  readonly dnsCache?: CreateDnsCache;
  /** Absent: after an edit the ports are listed anew, which gives the same. */
  readonly relist?: Relist;
}
