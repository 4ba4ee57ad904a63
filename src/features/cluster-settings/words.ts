import type { Cluster } from '../../engine/objects.ts';
import type { RoomWords } from '../../narration/page/language.ts';

type SettingsWords = RoomWords['clusterSettings'];

/** What a pod network is called and, in a line, how it works; one that is not known here has its own name. */
export function cniWords(
  cni: string,
  { cnis, notKnown }: SettingsWords['podNetwork'],
): { readonly name: string; readonly line: string } {
  const known: Readonly<Record<string, { readonly name: string; readonly line: string }>> = cnis;
  return known[cni] ?? { name: cni, line: notKnown };
}

/** What the ranges are for, in a line each: it depends on who gives addresses to pods, and on who translates those of Services. */
export function rangeLines(
  { podsInSubnets, proxyMode }: Pick<Cluster['settings'], 'podsInSubnets' | 'proxyMode'>,
  { podRange, serviceRange }: Pick<SettingsWords, 'podRange' | 'serviceRange'>,
): { readonly pods: string; readonly services: string } {
  return {
    pods: podRange.lines[podsInSubnets === true ? 'subnets' : 'parts'],
    services: serviceRange.lines[proxyMode],
  };
}
