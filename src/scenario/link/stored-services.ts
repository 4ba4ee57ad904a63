import { isTakenNevertheless } from '../../engine/kubernetes/findings/service-refusals.ts';
import { hasBearing } from '../../engine/kubernetes/model/kinds.ts';
import type { ClusterOverrides } from '../../engine/kubernetes/model/cluster.ts';
import type { RawObject } from '../../engine/kubernetes/model/object.ts';
import { recordOf, textOf } from '../../engine/kubernetes/model/reader.ts';
import { parseCidrList } from '../../engine/kubernetes/tools/lenient-address.ts';
import { USUAL_VERSION } from '../../engine/kubernetes/tools/kubernetes-version.ts';

/**
 * Tells the Services of which it enters a link that the API server has stored them: those that it would refuse otherwise.
 * The version of nodes is not looked for; the usual one takes fewer names than a newer.
 */
export function storedThatEnter(
  objects: readonly RawObject[],
  { serviceCIDRs, kubernetesVersion = USUAL_VERSION }: ClusterOverrides,
): (object: RawObject) => boolean {
  const configuration = objects.findLast(
    ({ apiVersion, kind }) => kind === 'ClusterConfiguration' && hasBearing(apiVersion, kind),
  );
  const subnet = textOf(recordOf(configuration?.['networking'])['serviceSubnet']) ?? '';
  const taker = { kubernetesVersion, statedCIDRs: serviceCIDRs ?? parseCidrList(subnet) };
  return (object) =>
    object.kind === 'Service' && hasBearing(object.apiVersion, object.kind) && isTakenNevertheless(object, taker);
}
