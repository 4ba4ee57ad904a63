import { type ObjectRef, type RawObject, hasRole, objectKey } from '../../../engine/objects.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { useWords } from '../../../ui/words.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { ChangeActions } from './ChangeActions.tsx';
import { About } from './fields/About.tsx';
import { Group, ObjectLink } from './fields/fields.tsx';
import { LabelsField } from './fields/LabelsField.tsx';
import { TextField } from './fields/TextField.tsx';
import { setTemplateLabels, templateLabels } from './template.ts';
import type { Editing } from './use-edit.ts';

const ObjectFacts = lazyPart(
  { part: 'objectFacts', place: 'line' },
  async () => (await import('./ObjectFacts.tsx')).ObjectFacts,
);

export interface WorkloadFormProps {
  readonly reference: ObjectRef;
  readonly object: RawObject;
  readonly editing: Editing | undefined;
}

const TEMPLATE = ['spec', 'template'];

/** A workload: how many pods, with which labels, and where they run. Of other kinds, what the cluster makes of them. */
export function WorkloadForm({ reference, object, editing }: WorkloadFormProps) {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const cluster = useShownCluster();
  const workload = cluster.workloads.find((each) => objectKey(each) === objectKey(reference));
  if (workload === undefined) {
    return <ObjectFacts reference={reference} hasForm={editing !== undefined} />;
  }
  return (
    <>
      <Group title={reference.kind}>
        {hasRole(reference.kind, 'scaled') && <ReplicasField replicas={workload.replicas} editing={editing} />}
        <About path={[...TEMPLATE, 'metadata', 'labels']}>
          <LabelsField
            label={words.fields.podLabels}
            labels={templateLabels(object, TEMPLATE)}
            onCommit={editing && ((labels) => editing.replace('labels', setTemplateLabels(object, TEMPLATE, labels)))}
          />
        </About>
      </Group>
      <ChangeActions element={objectKey(reference)} />
      <Group title={words.pods(workload.pods.length)}>
        {workload.pods.map((name) => {
          const pod = cluster.pod(workload.namespace, name);
          const address = pod?.ips[0] ?? words.noAddress;
          return (
            <ObjectLink
              key={name}
              text={name}
              detail={pod?.nodeName === undefined ? address : words.workload.whereItIs(address, pod.nodeName)}
              onSelect={() => view.getState().select(`Pod/${workload.namespace}/${name}`)}
            />
          );
        })}
      </Group>
    </>
  );
}

/** How many pods a workload makes. */
export function ReplicasField({
  replicas,
  editing,
}: {
  readonly replicas: number;
  readonly editing: Editing | undefined;
}) {
  const words = useWords('inspector');
  return (
    <About path={['spec', 'replicas']} owner={editing?.target.object}>
      <TextField
        label="replicas"
        value={`${replicas}`}
        check={(text) => (/^\d{1,4}$/.test(text) ? undefined : words.workload.wrongReplicas)}
        onCommit={editing && ((text) => editing.commit(['spec', 'replicas'], Number(text)))}
      />
    </About>
  );
}
