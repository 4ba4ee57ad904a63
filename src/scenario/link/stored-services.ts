import { isTakenNevertheless } from '../../engine/clusters.ts';
import { hasBearing, type ClusterOverrides, type RawObject } from '../../engine/objects.ts';
import { recordOf, textOf, parseCidrList, USUAL_VERSION } from '../../engine/text.ts';

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
