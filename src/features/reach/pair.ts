import type { Cluster } from '../../engine/objects.ts';
import type { Decision } from '../../engine/policies.ts';
import type { Reachability, ReachTransport } from '../../engine/reach.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import { isOpen, portsToAsk, requestBetween } from '../../simulation/views/reach-board.ts';
import type { TablePeer } from './table.ts';

/** One cell of the matrix, asked about one port. */
export interface Pair {
  readonly ports: readonly (ReachTransport & { readonly open: boolean })[];
  readonly port: ReachTransport | undefined;
  /** Absent: nothing to decide. */
  readonly decision: Decision | undefined;
  /** Absent: nobody can send it. */
  readonly request: TraceRequest | undefined;
}

/** `asked` counts where it is one of the pair's ports. */
export function createPair(
  { reach, cluster }: { readonly reach: Reachability; readonly cluster: Cluster },
  [source, destination]: readonly [TablePeer, TablePeer],
  asked: ReachTransport | undefined,
): Pair {
  const [src = '', dst = ''] = [source.now, destination.now];
  const connections = reach.connections(src, dst);
  const ports = portsToAsk(destination.peer, connections).map((port) => ({ ...port, open: isOpen(connections, port) }));
  const port = ports.find((each) => each.port === asked?.port && each.protocol === asked.protocol) ?? ports[0];
  return {
    ports,
    port,
    decision: port && reach.decide(src, dst, port),
    request: port && requestBetween(cluster, [source.peer, destination.peer], port),
  };
}
