import { hasRole, objectKey } from '../../../engine/objects.ts';
import { completedObject, type Inspected } from '../object/inspected.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { Meanings } from './fields/Meanings.tsx';
import { IngressForm } from './IngressForm.tsx';
import { MoreFields } from './MoreFields.tsx';
import { NodeForm } from './NodeForm.tsx';
import { OutsideFacts } from './OutsideFacts.tsx';
import { PodForm } from './PodForm.tsx';
import { ServiceForm } from './ServiceForm.tsx';
import { shortFields } from './short-fields.ts';
import { type Editing, useEdit } from './use-edit.ts';
import { RouteForm } from './RouteForm.tsx';
import { WorkloadForm, type WorkloadFormProps } from './WorkloadForm.tsx';
import { useWords } from '../../../ui/words.ts';

interface ElementFormProps {
  readonly inspected: Inspected;
  /** Absent: fields are changed on the board. */
  readonly editing?: Editing;
}

/** The fields of the inspected element that matter for networking, and all that somebody may write of it. */
export function ElementForm(props: ElementFormProps) {
  const { inspected } = props;
  const onBoard = useEdit(inspected);
  const editing = props.editing ?? onBoard;
  // What makes a pod has a form of its own.
  const own = editing?.target.prefix.length === 0 ? editing : undefined;
  const isWithout = inspected.kind === 'Object' && !hasRole(inspected.ref.kind, 'workload');
  return (
    <Meanings owner={completedObject(inspected)}>
      <ShortForm inspected={inspected} editing={editing} />
      {own !== undefined && (
        <MoreFields
          key={objectKey(own.target.ref)}
          object={own.target.object}
          editing={own}
          omit={shortFields(inspected)}
          isOpen={isWithout}
        />
      )}
    </Meanings>
  );
}

function ShortForm({ inspected, editing }: { readonly inspected: Inspected; readonly editing: Editing | undefined }) {
  const words = useWords('inspector');
  switch (inspected.kind) {
    case 'Pod':
      return <PodForm pod={inspected.pod} editing={editing} />;
    case 'Node':
      return <NodeForm node={inspected.node} editing={editing} />;
    case 'Service':
      return <ServiceForm service={inspected.service} editing={editing} />;
    case 'Ingress':
      return <IngressForm ingress={inspected.ingress} editing={editing} />;
    case 'Object':
      return <ObjectForm reference={inspected.ref} object={inspected.object} editing={editing} />;
    case 'Internet':
    case 'Machine':
    case 'LoadBalancer':
    case 'Router':
    case 'Bridge':
    case 'VirtualMachine':
      return <OutsideFacts kind={inspected.kind} />;
    case 'Gone':
      return <p className="px-4 py-3 text-small text-muted">{words.gone}</p>;
  }
}

/** A Route of OpenShift has fields of its own; of all others a workload has some. */
function ObjectForm(props: WorkloadFormProps) {
  const { kind, namespace, name } = props.reference;
  const cluster = useShownCluster();
  const route =
    kind === 'Route'
      ? cluster.entries.find((entry) => entry.kind === kind && entry.namespace === namespace && entry.name === name)
      : undefined;
  return route === undefined ? <WorkloadForm {...props} /> : <RouteForm {...props} entry={route} />;
}
