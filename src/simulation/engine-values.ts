// What features need of the engine beside its types: they import values only through the simulation.

export { namespaceOwner, nodeNamespace, podNamespace } from '../engine/dataplane/namespace-names.ts';
export { formatEndpoint } from '../engine/net/ip.ts';
export { stepOrigin } from '../engine/linux/trace.ts';
export { carries } from '../engine/routing/leg-order.ts';
export { isServed, isSuccess } from '../engine/routing/outcome.ts';
export { formatObjectRef, objectKey } from '../engine/kubernetes/object.ts';
