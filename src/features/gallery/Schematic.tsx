/** How much of what is on a board. */
export interface BoardSketch {
  readonly nodes: readonly { readonly name: string; readonly containers: readonly number[] }[];
  readonly services: readonly { readonly key: string; readonly entry: boolean }[];
  readonly ingresses: number;
  /** Of all kinds that say who may talk to whom. */
  readonly policies: number;
}

const WIDTH = 280;
const GAP = 12;
const POD = 20;
const PITCH = POD + 8;
const NODES_TOP = 48;
const ROWS = 2;

/** A board in outline: entry points on top, Services and policies under them, nodes in a row with their pods (and the containers in them). */
export function Schematic({ board }: { readonly board: BoardSketch }) {
  const { nodes, services, ingresses, policies } = board;
  const nodeWidth = (WIDTH - GAP * (nodes.length - 1)) / Math.max(nodes.length, 1);
  const fullest = Math.max(1, ...nodes.map(({ containers }) => containers.length));
  const nodeHeight = 8 + Math.min(Math.ceil(fullest / perRow(nodeWidth)), ROWS) * PITCH;
  const entries = [...Array.from({ length: ingresses }, () => true), ...services.map(({ entry }) => entry)];
  const places = spread(entries.length + policies);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${NODES_TOP + nodeHeight}`}
      fill="none"
      stroke="currentColor"
      className="h-full w-full overflow-visible"
      aria-hidden="true"
      preserveAspectRatio="xMidYMid meet"
    >
      {places.slice(entries.length).map((x) => (
        <path key={x} d={`M${x} 21L${x + 7} 28L${x} 35L${x - 7} 28Z`} strokeLinejoin="round" />
      ))}
      {places.slice(0, entries.length).map((x, index) => (
        <g key={x} className={entries[index] === true ? 'stroke-request' : ''}>
          {entries[index] === true && <path d={`M${x} 4V22`} strokeLinecap="round" />}
          {index < ingresses ? (
            <rect x={x - 12} y={22} width={24} height={12} rx={2} />
          ) : (
            <circle cx={x} cy={28} r={6} />
          )}
        </g>
      ))}
      {nodes.map(({ name, containers }, index) => (
        <g key={name} transform={`translate(${index * (nodeWidth + GAP)} ${NODES_TOP})`}>
          <rect x="0.5" y="0.5" width={nodeWidth - 1} height={nodeHeight - 1} rx="4" className="stroke-line-strong" />
          {containers.slice(0, podsThatFit(nodeWidth)).map((count, pod) => {
            const { x, y } = podPlace(pod, nodeWidth);
            return (
              // Pods of a sketch have no name: their place is what identifies them.
              // oxlint-disable-next-line react/no-array-index-key
              <g key={pod} transform={`translate(${x} ${y})`}>
                <rect width={POD} height={POD} rx="3" />
                {spread(count, POD).map((dot) => (
                  <circle key={dot} cx={dot} cy={POD / 2} r="1.5" fill="currentColor" stroke="none" />
                ))}
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}

function perRow(nodeWidth: number): number {
  return Math.max(Math.floor((nodeWidth - 8) / PITCH), 1);
}

function podsThatFit(nodeWidth: number): number {
  return perRow(nodeWidth) * ROWS;
}

function podPlace(pod: number, nodeWidth: number): { readonly x: number; readonly y: number } {
  const row = perRow(nodeWidth);
  return { x: 8 + (pod % row) * PITCH, y: 8 + Math.floor(pod / row) * PITCH };
}

/** `count` places at equal distances over a width. */
function spread(count: number, width = WIDTH): readonly number[] {
  return Array.from({ length: count }, (_, index) => ((index + 1) * width) / (count + 1));
}
