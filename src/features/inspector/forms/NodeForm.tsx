import { SquareTerminal } from 'lucide-react';
import type { ClusterNode } from '../../../engine/objects.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { Button } from '../../../ui/Button.tsx';
import { ChangeActions } from './ChangeActions.tsx';
import { Fact, Group, ObjectLink, Row } from './fields.tsx';
import { LabelsField } from './LabelsField.tsx';
import type { Editing } from './use-edit.ts';

/** A node: its addresses, the range its pods get theirs from, and its pods. */
export function NodeForm({ node, editing }: { readonly node: ClusterNode; readonly editing: Editing | undefined }) {
  const { view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const pods = cluster.podsOn(node.name);
  const { openDialog } = view.getState();
  return (
    <>
      <Group title="Node">
        <Fact label="InternalIP" values={node.ips} />
        {node.externalIPs.length > 0 && <Fact label="ExternalIP" values={node.externalIPs} />}
        <Fact label="podCIDR" values={node.podCIDRs} />
        {node.zone !== undefined && <Fact label="zone" values={[node.zone]} />}
        <Row label="kube-proxy">
          <span className="flex flex-wrap gap-x-3">
            {cluster.settings.proxyMode} mode
            <button
              type="button"
              className="text-accent underline underline-offset-2"
              onClick={() => openDialog('compare')}
            >
              Compare modes
            </button>
          </span>
        </Row>
        <Row label="state">{node.ready ? 'ready' : 'not ready'}</Row>
        <LabelsField
          label="labels"
          labels={node.labels}
          onCommit={editing && ((labels) => editing.set(['metadata', 'labels'], labels))}
        />
        <Button
          label="Run it on a real kernel"
          variant="outline"
          hint="A script that builds this cluster’s network on a Linux machine"
          icon={<SquareTerminal size={16} aria-hidden />}
          className="mt-1 self-start"
          aria-haspopup="dialog"
          onClick={() => openDialog('lab')}
        />
      </Group>
      <ChangeActions element={`Node/${node.name}`} />
      <Group title={`Pods (${pods.length})`}>
        {pods.length === 0 && <p className="text-small text-muted">None.</p>}
        {pods.map(({ namespace, name, ips, hostNetwork }) => (
          <ObjectLink
            key={`${namespace}/${name}`}
            text={`${namespace}/${name}`}
            detail={`${ips[0] ?? 'no address'}${hostNetwork ? ', host network' : ''}`}
            onSelect={() => view.getState().select(`Pod/${namespace}/${name}`)}
          />
        ))}
      </Group>
    </>
  );
}
