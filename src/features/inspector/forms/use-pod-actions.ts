import type { ClusterPod, Intervention } from '../../../engine/objects.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import type { Edit } from '../../../simulation/stores/edit-details.ts';
import { refusedMove } from '../../../simulation/changes/refused-move.ts';
import { intervene } from '../../../simulation/edits.ts';
import { useWords } from '../../../ui/words.ts';

/** What one can do to a running pod; each is one undo step, told in a toast with what became of the pod. */
export interface PodActions {
  readonly move: (node: string) => void;
  readonly killSandbox: () => void;
  readonly stop: (container: string) => void;
  readonly start: (container: string) => void;
}

export function usePodActions(inspected: ClusterPod): PodActions {
  const { namespace, name: pod, ips, nodeName } = inspected;
  const words = useWords('inspector');
  const simulation = useSimulation();
  const { document, view } = simulation;
  const act = (edit: Edit, intervention: Intervention, told: (after: ClusterPod | undefined) => string): void => {
    const undo = document.getState().edit(edit, (current) => intervene(current, intervention));
    const after = document.getState().router.cluster.pod(namespace, pod);
    view.getState().toast({ tone: 'info', text: told(after), undo });
  };
  const was = ips[0] ?? words.noAddress;
  const at = (after: ClusterPod | undefined): string => after?.ips[0] ?? words.noAddress;
  return {
    move: (node) => {
      if (node === '' || node === nodeName) return;
      const refused = refusedMove(simulation, inspected, node);
      if (refused !== undefined) {
        view.getState().toast({ tone: 'error', text: refused, stays: false });
        return;
      }
      act({ code: 'RESCHEDULE', detail: { pod, node } }, { type: 'reschedule', namespace, pod, node }, (after) =>
        words.podActions.moved(pod, after?.nodeName ?? words.podActions.noNode, at(after), was),
      );
    },
    killSandbox: () =>
      act({ code: 'KILL_SANDBOX', detail: { pod } }, { type: 'kill-sandbox', namespace, pod }, (after) =>
        words.podActions.sandboxKilled(pod, at(after), was),
      ),
    stop: (container) =>
      act(
        { code: 'STOP_CONTAINER', detail: { pod, container } },
        { type: 'stop-container', namespace, pod, container },
        (after) => words.podActions.stopped(container, pod, at(after)),
      ),
    start: (container) =>
      act(
        { code: 'START_CONTAINER', detail: { pod, container } },
        { type: 'start-container', namespace, pod, container },
        (after) => words.podActions.started(container, at(after)),
      ),
  };
}
