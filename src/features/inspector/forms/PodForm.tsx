import { type ClusterPod, type PodContainer, formatObjectRef, hasRole, objectKey } from '../../../engine/objects.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../ui/words.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { ChangeActions } from './ChangeActions.tsx';
import { About } from './fields/About.tsx';
import { Fact, Group, ObjectLink, Row, SelectField } from './fields/fields.tsx';
import { LabelsField } from './fields/LabelsField.tsx';
import { setTemplateLabels, templateLabels } from './template.ts';
import type { Editing } from './use-edit.ts';
import { type PodActions, usePodActions } from './use-pod-actions.ts';
import { ReplicasField } from './WorkloadForm.tsx';

/** A pod: where it runs, its addresses and labels, its containers and what can be done to them. */
export function PodForm({ pod, editing }: { readonly pod: ClusterPod; readonly editing: Editing | undefined }) {
  const words = useWords('inspector');
  const narrator = useWords('narrator');
  const { nodes } = useShownCluster();
  const readOnly = useView((state) => state.readOnly);
  const actions = usePodActions(pod);
  const made = editing !== undefined && editing.target.prefix.length > 0;
  const notScheduled = pod.nodeName === undefined ? [{ value: '', label: words.pod.notScheduled }] : [];
  return (
    <>
      <Group title="Pod">
        <Fact label={words.fields.addresses} values={pod.ips} />
        <About path={['spec', 'nodeName']}>
          <SelectField
            label={words.fields.node}
            value={pod.nodeName ?? ''}
            options={[...notScheduled, ...nodes.map(({ name }) => ({ value: name, label: name }))]}
            onCommit={readOnly ? undefined : actions.move}
          />
        </About>
        <Row label={words.fields.state}>
          {words.pod.state(
            pod.terminating ? words.pod.terminating : pod.phase,
            pod.ready ? words.ready : words.notReady,
          )}
          {pod.hostNetwork && words.pod.inNodesNamespace}
        </Row>
        {pod.pendingReason !== undefined && (
          <p className="text-small text-rejected">{narrator.pending(pod.pendingReason)}</p>
        )}
        {!made && (
          <About path={['metadata', 'labels']}>
            <LabelsField
              label={words.fields.labels}
              labels={pod.labels}
              onCommit={editing && ((labels) => editing.commit(['metadata', 'labels'], labels))}
            />
          </About>
        )}
      </Group>
      {made && <WorkloadGroup editing={editing} pod={pod} />}
      <ChangeActions element={`Pod/${pod.namespace}/${pod.name}`} />
      <Group title={words.pod.containers}>
        {pod.containers.map((container) => (
          <Container key={container.name} container={container} actions={readOnly ? undefined : actions} />
        ))}
        <div className="flex items-center justify-between gap-2 text-small">
          <span className="min-w-0">
            <span className="font-mono text-ink">pause</span> <span className="text-muted">{words.pod.aboutPause}</span>
          </span>
          {!readOnly && !pod.hostNetwork && pod.ips.length > 0 && (
            <Button
              label={words.pod.killSandbox}
              variant="outline"
              hint={words.pod.aboutKilling}
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
  const words = useWords('inspector');
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
          {state !== 'running' && <Badge tone="rejected">{words.pod.states[state]}</Badge>}
        </div>
        <div className="font-mono break-all text-muted">{image}</div>
        {listed.length > 0 && <div className="text-muted">{words.pod.ports(listed.join(', '))}</div>}
        {reason !== undefined && <div className="text-rejected">{words.pod.whyStopped(reason)}</div>}
      </div>
      {actions !== undefined && !init && state === 'running' && (
        <Button
          label={words.pod.stop}
          aria-label={words.pod.stopContainer(name)}
          hint={words.pod.aboutStopping}
          variant="outline"
          onClick={() => actions.stop(name)}
        />
      )}
      {actions !== undefined && !init && state === 'stopped' && (
        <Button
          label={words.pod.start}
          aria-label={words.pod.startContainer(name)}
          variant="outline"
          onClick={() => actions.start(name)}
        />
      )}
    </div>
  );
}

/** The pod is made from a template: labels are set there, for all its pods. */
function WorkloadGroup({ editing, pod }: { readonly editing: Editing; readonly pod: ClusterPod }) {
  const words = useWords('inspector');
  const { document, view } = useSimulation();
  const { workloads } = useShownCluster();
  const { ref, object, prefix } = editing.target;
  const workload = workloads.find((each) => objectKey(each) === objectKey(ref));
  const scaled = hasRole(ref.kind, 'scaled');
  return (
    <Group title={words.pod.from(formatObjectRef(ref))}>
      <p className="text-small text-muted">{words.pod.appliesToAll(ref.kind)}</p>
      {scaled && workload !== undefined && <ReplicasField replicas={workload.replicas} editing={editing} />}
      <About path={[...prefix, 'metadata', 'labels']} owner={object}>
        <LabelsField
          label={words.fields.labels}
          labels={templateLabels(object, prefix)}
          onCommit={(labels) => {
            editing.replace('labels', setTemplateLabels(object, prefix, labels));
            // Another template makes other pods: what stays is the workload.
            const kept = document.getState().router.cluster.pod(pod.namespace, pod.name);
            if (kept === undefined) view.getState().select(objectKey(ref));
          }}
        />
      </About>
      <ObjectLink text={words.pod.show(formatObjectRef(ref))} onSelect={() => view.getState().select(objectKey(ref))} />
    </Group>
  );
}
