import { ipFamily, type IpFamily } from '../../net/ip.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { type Differences, itemsOf } from './difference.ts';
import { familiesSeen } from '../build/plan-stages.ts';
import type { GivenStage } from '../build/plan.ts';

/** The families of pods' addresses while there is one; where there are both they are soon seen. */
export function followFamilies(
  differences: Differences,
  { pods: { results: before }, podFamilies }: GivenStage,
  pods: readonly PlannedPod[],
): readonly IpFamily[] | undefined {
  if (pods === before) return podFamilies;
  const hunks = podFamilies.length < 2 ? differences.of(before, pods) : undefined;
  if (hunks === undefined) return undefined;
  const more = familiesSeen(itemsOf(hunks, before, pods).joined);
  if (more.some((family) => !podFamilies.includes(family))) return undefined;
  const isSeen = (family: IpFamily): boolean =>
    pods.some(({ facts }) => !facts.hostNetwork && facts.podIPs.some((ip) => ipFamily(ip) === family));
  return podFamilies.every(isSeen) ? podFamilies : [];
}
