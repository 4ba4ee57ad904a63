import type { RoomWords } from '../../narration/page/language.ts';

type PodNetworkWords = RoomWords['clusterSettings']['podNetwork'];

/** What a pod network is called and, in a line, how it works; one that is not known here has its own name. */
export function cniWords(
  cni: string,
  { cnis, notKnown }: PodNetworkWords,
): { readonly name: string; readonly line: string } {
  const known: Readonly<Record<string, { readonly name: string; readonly line: string }>> = cnis;
  return known[cni] ?? { name: cni, line: notKnown };
}
