/**
 * The routing engine: what happens to a packet in a cluster of these Kubernetes objects. Pure: no input, no output, no clock, and
 * the same question always has the same answers.
 *
 *     const engine = createEngine(ALL_PROGRAMS);
 *     const router = engine.createRouter(engine.buildCluster({ objects }));
 *     const traced = router.trace({ from: { pod: 'shop/web-0' }, to: 'http://cart.shop/' });
 *
 * Objects are taken as `kubectl get -o json` gives them, and what cannot be used of them is a finding, never an exception.
 *
 * Whoever needs a part alone, as a page that fetches the rest later does, imports the face of that part: the files beside this one.
 * Nothing outside imports deeper (`scripts/check-boundaries.mjs`).
 */
export * from './all-programs.ts';
export * from './changes.ts';
export * from './clusters.ts';
export * from './engine.ts';
export * from './fetched.ts';
export * from './fields.ts';
export * from './gateways.ts';
export * from './names.ts';
export * from './objects.ts';
export * from './outcomes.ts';
export * from './packets.ts';
export * from './policies.ts';
export * from './print.ts';
export * from './reach.ts';
export * from './requests.ts';
export * from './rules.ts';
export * from './story.ts';
export * from './text.ts';
export * from './unread.ts';

export { program, type ProgramName } from './routing/engine/programs.ts';
export type { AssumptionCode } from './kubernetes/model/assumption.ts';
export { type ObjectKey } from './kubernetes/model/object.ts';
export type { NetworkNamespace } from './linux/namespace/namespace.ts';
export type { ReachLine, ReachOptions } from './routing/reach/reach.ts';
export { withCnis } from './routing/engine/with-cnis.ts';
export type { Cni, CniDefinition, CniInput, CniProgram } from './dataplane/cni/wiring/cni-program.ts';
export { createBridge, type BridgeShape } from './dataplane/cni/wiring/bridge.ts';
