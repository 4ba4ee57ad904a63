import type { ApiGroup } from './kind.ts';

export const CORE = { group: '', versions: ['v1'] } as const satisfies ApiGroup;
export const APPS = { group: 'apps', versions: ['v1', 'v1beta2', 'v1beta1'] } as const satisfies ApiGroup;
export const BATCH = { group: 'batch', versions: ['v1', 'v1beta1', 'v2alpha1'] } as const satisfies ApiGroup;
export const DISCOVERY = {
  group: 'discovery.k8s.io',
  versions: ['v1', 'v1beta1', 'v1alpha1'],
} as const satisfies ApiGroup;
export const NETWORKING = {
  group: 'networking.k8s.io',
  versions: ['v1', 'v1beta1', 'v1alpha1'],
} as const satisfies ApiGroup;
export const POLICY_NETWORKING = { group: 'policy.networking.k8s.io' } as const satisfies ApiGroup;
export const GATEWAY_API = {
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2', 'v1alpha1'],
} as const satisfies ApiGroup;
/** Served what has moved to other groups. */
export const EXTENSIONS = { group: 'extensions', versions: ['v1beta1'] } as const satisfies ApiGroup;

/** Those of which is known in what versions their kinds were ever served. */
export const VERSIONED_GROUPS: readonly Required<ApiGroup>[] = [
  CORE,
  APPS,
  BATCH,
  DISCOVERY,
  NETWORKING,
  EXTENSIONS,
  GATEWAY_API,
];
