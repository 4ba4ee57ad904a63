import '@xyflow/react/dist/style.css';
import {
  type Node as CanvasNode,
  type Edge,
  Handle,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { memo } from 'react';
import { createRoot } from 'react-dom/client';
import { offer } from './measured-page.ts';
import { type BoardPlan, planBoard } from './objects.ts';

type PodNode = CanvasNode<{ readonly name: string; readonly address: string }, 'pod'>;
type NamedNode = CanvasNode<{ readonly name: string }, 'named'>;

const POD = { width: 184, height: 108 } as const;
const SERVICE = { width: 192, height: 72 } as const;
const GAP = 16;
const COLUMNS = 8;

const PodBox = memo(function PodBox({ data: { name, address } }: NodeProps<PodNode>) {
  return (
    <div style={{ width: '100%', height: '100%', border: '1px solid #a9b4bf', borderRadius: 8, background: '#fff' }}>
      <Handle type="target" position={Position.Top} />
      <div style={{ fontWeight: 600 }}>{name}</div>
      <div style={{ fontFamily: 'monospace' }}>{address}</div>
      <div style={{ border: '1px solid #d9dfe5', width: 'fit-content' }}>web :8080</div>
      <div>pause</div>
    </div>
  );
});

const NamedBox = memo(function NamedBox({ data: { name } }: NodeProps<NamedNode>) {
  return (
    <div style={{ width: '100%', height: '100%', border: '1px solid #a9b4bf', borderRadius: 8 }}>
      {name}
      <Handle type="source" position={Position.Bottom} />
    </div>
  );
});

const NODE_TYPES: NodeTypes = { pod: PodBox, named: NamedBox };

/** The same objects the way React Flow's documentation shows it: pods as children of their node, an edge per endpoint. */
function createFlow({ nodes, services, pods }: BoardPlan): { readonly nodes: CanvasNode[]; readonly edges: Edge[] } {
  const perNode = Math.ceil(pods.length / nodes.length);
  const width = COLUMNS * (POD.width + GAP) + GAP;
  const height = Math.ceil(perNode / COLUMNS) * (POD.height + GAP) + 4 * GAP;
  const perRow = Math.ceil(Math.sqrt((nodes.length * height * 1.7) / width));
  const servicesPerRow = Math.floor((perRow * width) / (SERVICE.width + GAP));
  const top = Math.ceil(services.length / servicesPerRow) * (SERVICE.height + GAP) + 4 * GAP;
  return {
    nodes: [
      ...services.map((name, index) => ({
        id: name,
        type: 'named',
        data: { name },
        ...SERVICE,
        position: {
          x: (index % servicesPerRow) * (SERVICE.width + GAP),
          y: Math.floor(index / servicesPerRow) * (SERVICE.height + GAP),
        },
      })),
      ...nodes.map((name, index) => ({
        id: name,
        type: 'named',
        data: { name },
        width,
        height,
        position: { x: (index % perRow) * (width + GAP), y: top + Math.floor(index / perRow) * (height + GAP) },
      })),
      ...pods.map(({ name, node }, index) => {
        const place = index % perNode;
        return {
          id: name,
          type: 'pod',
          parentId: nodes[node] ?? '',
          data: { name, address: `10.244.${node}.${place + 2}` },
          ...POD,
          position: {
            x: GAP + (place % COLUMNS) * (POD.width + GAP),
            y: 3 * GAP + Math.floor(place / COLUMNS) * (POD.height + GAP),
          },
        };
      }),
    ],
    edges: pods.map(({ name, service }) => ({ id: `to ${name}`, source: services[service] ?? '', target: name })),
  };
}

const { nodes, edges } = createFlow(planBoard(Number(new URLSearchParams(location.search).get('pods'))));
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <ReactFlow
      defaultNodes={nodes}
      defaultEdges={edges}
      nodeTypes={NODE_TYPES}
      onlyRenderVisibleElements
      fitView
      minZoom={0.01}
      onInit={() => requestAnimationFrame(() => setTimeout(() => offer()))}
    />,
  );
}
