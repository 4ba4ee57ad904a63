import type { NetworkPrograms } from '../../dataplane/build/network-programs.ts';
import type { Follow } from '../../kubernetes/build/follow.ts';
import type { KeepAllocations } from '../../kubernetes/kept/record.ts';
import type { ClusterPrograms } from '../../kubernetes/build/cluster-programs.ts';
import type { RoutingPrograms } from '../run/routing-programs.ts';
import type { ClusterNeed } from './needs.ts';

/** What a cluster can need, and what results need: causes, mistakes in objects, ways that are alike, remarks; and cheap edits. */
export type ProgramName = ClusterNeed | 'explanations' | 'findings' | 'folding' | 'edits';

/** One or several parts of the engine that only some clusters need: what each stage can do with them. */
export interface Programs {
  readonly names: readonly ProgramName[];
  readonly cluster: ClusterPrograms;
  readonly network: NetworkPrograms;
  readonly routing: RoutingPrograms;
  /** Absent: a cluster is built anew after every edit. */
  readonly follow?: () => Follow;
  /** Absent: after an edit what nobody states is handed out anew. */
  readonly keepAllocations?: KeepAllocations;
}

export const NO_PROGRAMS: Programs = { names: [], cluster: {}, network: {}, routing: {} };

/** A program by its name; stages that it leaves out have no part of it. */
export function program(name: ProgramName, parts: Partial<Omit<Programs, 'names'>>): Programs {
  return { ...NO_PROGRAMS, ...parts, names: [name] };
}

/** All of both. What one stage has stays the identical value where the later ones bring nothing for it. */
export function joinPrograms(first: Programs, ...more: readonly Programs[]): Programs {
  return more.reduce(
    (all, { names, cluster, network, routing, ...more }) =>
      names.every((name) => all.names.includes(name))
        ? all
        : {
            ...all,
            ...more,
            names: [...new Set([...all.names, ...names])],
            cluster: joinParts(all.cluster, cluster),
            network: joinParts(all.network, network),
            routing: joinParts(all.routing, routing),
          },
    first,
  );
}

const joinParts = <T extends object>(a: T, b: T): T => (Object.keys(b).length === 0 ? a : { ...a, ...b });
