/**
 * The routing engine: what happens to a packet in a cluster of these Kubernetes objects. Pure: no input, no output, no clock, and
 * the same question always has the same answers.
 *
 *     const engine = createEngine(ALL_PROGRAMS);
 *     const router = engine.createRouter(engine.buildCluster({ objects }));
 *     const traced = router.trace({ from: { pod: 'shop/web-0' }, to: 'http://cart.shop/' });
 *
 * Objects are taken as `kubectl get -o json` gives them, and what cannot be used of them is a finding, never an exception.
 */
export { createEngine, type Engine } from './routing/engine/create-engine.ts';
export { ALL_PROGRAMS } from './routing/engine/all-programs.ts';
export { loadPrograms } from './routing/engine/load-programs.ts';
export { program, type ProgramName, type Programs } from './routing/engine/programs.ts';

export type { ClusterInput } from './kubernetes/build/build-cluster.ts';
export type {
  Cluster,
  ClusterNode,
  ClusterOverrides,
  ClusterPod,
  ClusterService,
  Intervention,
} from './kubernetes/model/cluster.ts';
export type { Assumption, AssumptionCode, AssumptionDetails } from './kubernetes/model/assumption.ts';
export type { Finding } from './kubernetes/model/finding.ts';
export {
  formatObjectRef,
  objectKey,
  type ObjectKey,
  type ObjectRef,
  type RawObject,
} from './kubernetes/model/object.ts';

export type { RequestError } from './routing/request/request-error.ts';
export type { RequestSource, TraceRequest } from './routing/request/request.ts';
export { formatSource, parseSource } from './routing/request/request-source.ts';
export type { Router, Traced, TraceResult } from './routing/engine/router.ts';
export type {
  Cause,
  Leg,
  Outcome,
  OutcomeDestination,
  Verdict,
} from './routing/outcome/outcome.ts';
export type { NotConsidered } from './routing/outcome/not-considered.ts';
export { isServed, isSuccess } from './routing/outcome/outcome.ts';
export type { CauseCode } from './routing/outcome/cause-details.ts';
export type { Fix } from './routing/outcome/fix.ts';

export type { Network, NetworkNamespace } from './linux/model/namespace.ts';
export type { PacketHeader } from './linux/model/packet.ts';
export type { Disposition, Hop, Step, Trace } from './linux/model/trace.ts';
export type { Ip, IpFamily, Port } from './net/ip.ts';

export { computeReach } from './routing/reach/compute-reach.ts';
export type { Connections, Reachability, ReachLine, ReachOptions, ReachPeer } from './routing/reach/reach.ts';

export type { Cni, CniInput, CniProgram } from './dataplane/cni/cni-program.ts';
export { createBridge, type BridgeShape } from './dataplane/cni/bridge.ts';
