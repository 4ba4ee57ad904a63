import { refusedNode } from '../../engine/changes.ts';
import type { Cluster, ClusterPod } from '../../engine/objects.ts';
import type { Words } from '../../narration/page/words.ts';

/** What a page shows, and its words. */
interface Page {
  readonly document: { readonly getState: () => { readonly router: { readonly cluster: Cluster } } };
  readonly words: Words;
}

/** Why a pod cannot be put on the Node, in a sentence; undefined: it can. */
export function refusedMove({ document, words }: Page, pod: ClusterPod, node: string): string | undefined {
  const to = document.getState().router.cluster.node(node);
  const why = to && refusedNode(pod, to);
  if (why === undefined) return undefined;
  const { refused, doesNotRun } = words.of('canvas').move;
  return doesNotRun(pod.name, node, typeof why === 'string' ? refused[why] : refused.taint(why.taint, why.value));
}
