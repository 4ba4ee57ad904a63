import { APPS, BATCH, CORE, DISCOVERY, EXTENSIONS, GATEWAY_API, NETWORKING } from './api-groups.ts';

/** By API group the versions in which its kinds were ever served, the newest first. Of a group that is not listed any is taken. */
export const API_VERSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  [CORE, ['v1']],
  [APPS, ['v1', 'v1beta2', 'v1beta1']],
  [BATCH, ['v1', 'v1beta1', 'v2alpha1']],
  [DISCOVERY, ['v1', 'v1beta1', 'v1alpha1']],
  [NETWORKING, ['v1', 'v1beta1', 'v1alpha1']],
  [EXTENSIONS, ['v1beta1']],
  [GATEWAY_API, ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2', 'v1alpha1']],
]);
