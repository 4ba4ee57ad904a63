import type { Cluster, ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { ClusterGateway } from '../../kubernetes/model/cluster-gateway.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Proxied } from './onward.ts';
import type { Run } from './run.ts';

/** What a proxy made of a connection that ended at this pod; undefined: it is no such proxy, or knows nothing of it. */
export type EntryProxy = (run: Run, pod: ClusterPod, arrived: Trace) => Proxied | undefined;

/** What the proxies of Gateways do; only clusters that have some need it. */
export interface GatewayRouting {
  readonly proxy: EntryProxy;
  /** Why a connection to a Gateway's address did not get to its proxy, where the Gateway is the reason. */
  readonly explain: (run: Run, failed: Trace) => Cause | undefined;
  /** Why a Gateway has no address the client could use. */
  readonly explainAddress: (cluster: Cluster, gateway: ClusterGateway) => Cause;
}
