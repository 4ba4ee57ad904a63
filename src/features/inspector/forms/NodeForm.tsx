import { SquareTerminal } from 'lucide-react';
import type { ClusterNode } from '../../../engine/objects.ts';
import { isSystem } from '../../../simulation/system.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../ui/words.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { ChangeActions } from './ChangeActions.tsx';
import { About } from './fields/About.tsx';
import { Fact, Group, ObjectLink, Row } from './fields/fields.tsx';
import { LabelsField } from './fields/LabelsField.tsx';
import type { Editing } from './use-edit.ts';

/** A node: its addresses, the range its pods get theirs from, and its pods. */
export function NodeForm({ node, editing }: { readonly node: ClusterNode; readonly editing: Editing | undefined }) {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const cluster = useShownCluster();
  const pods = cluster.podsOn(node.name);
  const { openDialog } = view.getState();
  return (
    <>
      <Group title="Node">
        <Fact label="InternalIP" values={node.ips} />
        {node.externalIPs.length > 0 && <Fact label="ExternalIP" values={node.externalIPs} />}
        {node.podSubnets === undefined ? (
          <Fact label="podCIDR" values={node.podCIDRs} />
        ) : (
          <Fact label={words.node.subnets} values={node.podSubnets} />
        )}
        {node.zone !== undefined && <Fact label={words.fields.zone} values={[node.zone]} />}
        <Row label="kube-proxy">
          <span className="flex flex-wrap gap-x-3">
            {words.node.proxyMode(cluster.settings.proxyMode)}
            <button
              type="button"
              className="text-accent underline underline-offset-2"
              onClick={() => openDialog('compare')}
            >
              {words.node.compare}
            </button>
          </span>
        </Row>
        <Row label={words.fields.state}>{node.ready ? words.ready : words.notReady}</Row>
        <About path={['metadata', 'labels']}>
          <LabelsField
            label={words.fields.labels}
            labels={node.labels}
            onCommit={editing && ((labels) => editing.commit(['metadata', 'labels'], labels))}
          />
        </About>
        <Button
          label={words.node.runOnKernel}
          variant="outline"
          hint={words.node.aboutKernel}
          icon={<SquareTerminal size={16} aria-hidden />}
          className="mt-1 self-start"
          aria-haspopup="dialog"
          onClick={() => openDialog('lab')}
        />
      </Group>
      <ChangeActions element={`Node/${node.name}`} />
      <Group title={words.pods(pods.length, pods.filter(isSystem).length)}>
        {pods.length === 0 && <p className="text-small text-muted">{words.noPods}</p>}
        {pods.map(({ namespace, name, ips, hostNetwork }) => (
          <ObjectLink
            key={`${namespace}/${name}`}
            text={`${namespace}/${name}`}
            detail={hostNetwork ? words.node.hostNetwork(ips[0] ?? words.noAddress) : (ips[0] ?? words.noAddress)}
            onSelect={() => view.getState().select(`Pod/${namespace}/${name}`)}
          />
        ))}
      </Group>
    </>
  );
}
