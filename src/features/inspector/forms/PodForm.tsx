import { ENGLISH } from '../../../narration/en/all-words.ts';
import { type ClusterPod, type PodContainer, formatObjectRef, hasRole, objectKey } from '../../../engine/objects.ts';
import { useDocument, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ChangeActions } from './ChangeActions.tsx';
import { Fact, Group, ObjectLink, Row, SelectField } from './fields.tsx';
import { LabelsField } from './LabelsField.tsx';
import { setTemplateLabels, templateLabels } from './template.ts';
import type { Editing } from './use-edit.ts';
import { type PodActions, usePodActions } from './use-pod-actions.ts';
import { ReplicasField } from './WorkloadForm.tsx';

/** A pod: where it runs, its addresses and labels, its containers and what can be done to them. */
export function PodForm({ pod, editing }: { readonly pod: ClusterPod; readonly editing: Editing | undefined }) {
  const nodes = useDocument((state) => state.router.cluster.nodes);
  const readOnly = useView((state) => state.readOnly);
  const actions = usePodActions(pod);
  const made = editing !== undefined && editing.target.prefix.length > 0;
  const notScheduled = pod.nodeName === undefined ? [{ value: '', label: 'not scheduled' }] : [];
  return (
    <>
      <Group title="Pod">
        <Fact label="addresses" values={pod.ips} />
        <SelectField
          label="node"
          value={pod.nodeName ?? ''}
          options={[...notScheduled, ...nodes.map(({ name }) => ({ value: name, label: name }))]}
          onCommit={readOnly ? undefined : actions.move}
        />
        <Row label="state">
          {pod.terminating ? 'Terminating' : pod.phase}, {pod.ready ? 'ready' : 'not ready'}
          {pod.hostNetwork && ', in the node’s network namespace'}
        </Row>
        {pod.pendingReason !== undefined && (
          <p className="text-small text-rejected">{ENGLISH.pending(pod.pendingReason)}</p>
        )}
        {!made && (
          <LabelsField
            label="labels"
            labels={pod.labels}
            onCommit={editing && ((labels) => editing.set(['metadata', 'labels'], labels))}
          />
        )}
      </Group>
      {made && <WorkloadGroup editing={editing} pod={pod} />}
      <ChangeActions element={`Pod/${pod.namespace}/${pod.name}`} />
      <Group title="Containers">
        {pod.containers.map((container) => (
          <Container key={container.name} container={container} actions={readOnly ? undefined : actions} />
        ))}
        <div className="flex items-center justify-between gap-2 text-small">
          <span className="min-w-0">
            <span className="font-mono text-ink">pause</span>{' '}
            <span className="text-muted">holds the network namespace and its address</span>
          </span>
          {!readOnly && !pod.hostNetwork && pod.ips.length > 0 && (
            <Button
              label="Kill sandbox"
              variant="outline"
              hint="The pause container dies: every container restarts in a new network namespace with a new address"
              onClick={actions.killSandbox}
            />
          )}
        </div>
      </Group>
    </>
  );
}

function Container({
  container,
  actions,
}: {
  readonly container: PodContainer;
  readonly actions: PodActions | undefined;
}) {
  const { name, image, ports, init, state, reason } = container;
  const listed = ports.map(({ containerPort, protocol, name: called }) => {
    const number = `${containerPort}${protocol === 'TCP' ? '' : `/${protocol}`}`;
    return called === undefined ? number : `${called} ${number}`;
  });
  return (
    <div className="flex items-start justify-between gap-2 text-small">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="font-mono break-all text-ink">{name}</span>
          {init && <span className="text-muted">init</span>}
          {state !== 'running' && <Badge tone="rejected">{state}</Badge>}
        </div>
        <div className="font-mono break-all text-muted">{image}</div>
        {listed.length > 0 && <div className="text-muted">ports {listed.join(', ')}</div>}
        {reason !== undefined && <div className="text-rejected">{reason}</div>}
      </div>
      {actions !== undefined && !init && state === 'running' && (
        <Button
          label="Stop"
          aria-label={`Stop container ${name}`}
          variant="outline"
          onClick={() => actions.stop(name)}
        />
      )}
      {actions !== undefined && !init && state === 'stopped' && (
        <Button
          label="Start"
          aria-label={`Start container ${name}`}
          variant="outline"
          onClick={() => actions.start(name)}
        />
      )}
    </div>
  );
}

/** The pod is made from a template: labels are set there, for all its pods. */
function WorkloadGroup({ editing, pod }: { readonly editing: Editing; readonly pod: ClusterPod }) {
  const { document, view } = useSimulation();
  const workloads = useDocument((state) => state.router.cluster.workloads);
  const { ref, object, prefix } = editing.target;
  const workload = workloads.find((each) => objectKey(each) === objectKey(ref));
  const scaled = hasRole(ref.kind, 'scaled');
  return (
    <Group title={`From ${formatObjectRef(ref)}`}>
      <p className="text-small text-muted">Changes here are made to the {ref.kind} and apply to all its pods.</p>
      {scaled && workload !== undefined && <ReplicasField replicas={workload.replicas} editing={editing} />}
      <LabelsField
        label="labels"
        labels={templateLabels(object, prefix)}
        onCommit={(labels) => {
          editing.replace('labels', setTemplateLabels(object, prefix, labels));
          // Another template makes other pods: what stays is the workload.
          const kept = document.getState().router.cluster.pod(pod.namespace, pod.name);
          if (kept === undefined) view.getState().select(objectKey(ref));
        }}
      />
      <ObjectLink text={`Show ${formatObjectRef(ref)}`} onSelect={() => view.getState().select(objectKey(ref))} />
    </Group>
  );
}
