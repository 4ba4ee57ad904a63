import type { ClusterPod, Intervention } from '../../../engine/objects.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { intervene } from '../../../simulation/edits.ts';

/** What one can do to a running pod; each is one undo step, told in a toast with what became of the pod. */
export interface PodActions {
  readonly move: (node: string) => void;
  readonly killSandbox: () => void;
  readonly stop: (container: string) => void;
  readonly start: (container: string) => void;
}

export function usePodActions({ namespace, name: pod, ips, nodeName }: ClusterPod): PodActions {
  const { document, view } = useSimulation();
  const act = (label: string, intervention: Intervention, told: (after: ClusterPod | undefined) => string): void => {
    document.getState().edit(label, (current) => intervene(current, intervention));
    const after = document.getState().router.cluster.pod(namespace, pod);
    view.getState().toast({ tone: 'info', text: told(after), undo: true });
  };
  const was = ips[0] ?? 'no address';
  const at = (after: ClusterPod | undefined): string => after?.ips[0] ?? 'no address';
  return {
    move: (node) => {
      if (node === '' || node === nodeName) return;
      act(
        `Move pod ${pod} to ${node}`,
        { type: 'reschedule', namespace, pod, node },
        (after) => `Pod ${pod} runs on ${after?.nodeName ?? 'no node'}: ${at(after)}, was ${was}.`,
      );
    },
    killSandbox: () =>
      act(
        `Kill the sandbox of ${pod}`,
        { type: 'kill-sandbox', namespace, pod },
        (after) => `Pod ${pod} has a new network namespace: ${at(after)}, was ${was}.`,
      ),
    stop: (container) =>
      act(
        `Stop ${container} in ${pod}`,
        { type: 'stop-container', namespace, pod, container },
        (after) => `Container ${container} is stopped; pod ${pod} keeps its address ${at(after)}.`,
      ),
    start: (container) =>
      act(
        `Start ${container} in ${pod}`,
        { type: 'start-container', namespace, pod, container },
        (after) => `Container ${container} runs again at ${at(after)}.`,
      ),
  };
}
