// What features need of the engine beside its types: they import values only through the simulation.

export { namespaceOwner, nodeNamespace, podNamespace } from '../engine/dataplane/rules/namespace-names.ts';
export { formatEndpoint } from '../engine/net/ip.ts';
export { stepOrigin } from '../engine/linux/model/trace.ts';
export { carries } from '../engine/routing/outcome/leg-order.ts';
export { isServed, isSuccess } from '../engine/routing/outcome/outcome.ts';
export { factKey } from '../engine/kubernetes/tools/fact-key.ts';
export { formatObjectRef, objectKey } from '../engine/kubernetes/model/object.ts';
export { hasRole, kindsOf, templatePath } from '../engine/kubernetes/model/kinds.ts';
