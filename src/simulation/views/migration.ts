import { ALL_PROGRAMS } from '../../engine/all-programs.ts';
import { createEngine, type Router } from '../../engine/engine.ts';
import {
  compareEntry,
  draftedEntry,
  draftGateways,
  type EntryChange,
  entryChanges,
  type EntryComparison,
  type EntryRequest,
  entryRequests,
  gatewayFor,
  type GatewayDraft,
  withDraft,
} from '../../engine/gateways.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** What Ingresses of ingress-nginx are compared with: objects that are drafted, or the Gateways that the board has. */
export type MigrationTarget = 'draft' | 'own';

/** A request under an Ingress and in its place, and what differs; no change: it is answered as before. */
export interface MigrationRow extends EntryComparison {
  readonly changes: readonly EntryChange[];
}

export interface Migration {
  readonly draft: GatewayDraft;
  /** All requests that are tried. */
  readonly requests: readonly EntryRequest[];
  /** True where a Gateway of the board is for a host of them. */
  readonly hasOwn: boolean;
  /** Walks them one by one, under both. */
  readonly rows: (target: MigrationTarget) => Generator<MigrationRow, void>;
}

const ENGINE = createEngine(ALL_PROGRAMS);
const USUAL_CLASS = 'gateway';

/** Of a URL that is made of what an Ingress says: its host may be none. */
const hostOf = (url: string): string => /^[a-z]+:\/\/([^/:?#]*)/.exec(url)?.[1]?.toLowerCase() ?? '';

/** The class that a draft names unless somebody says another: one that the board has. */
export function usualGatewayClass({ ofKind }: Pick<Cluster, 'ofKind'>): string {
  return ofKind('GatewayClass')[0]?.ref.name ?? USUAL_CLASS;
}

/** What moving away from ingress-nginx comes to; nothing is walked before rows are asked for. */
export function planMigration(document: ScenarioDocument, gatewayClass: string): Migration {
  const { objects, interventions, overrides } = document;
  const cluster = ENGINE.buildCluster({ objects, interventions, overrides });
  const draft = draftGateways(cluster, gatewayClass);
  const requests = entryRequests(cluster);
  const ownEntry = ({ url }: EntryRequest): string | undefined => {
    const found = gatewayFor(cluster, hostOf(url));
    return found && `gateway/${found.namespace}/${found.name}`;
  };
  const before = ENGINE.createRouter(cluster);
  const routerAfter = (target: MigrationTarget): Router => {
    if (target === 'own') return before;
    const changed = withDraft(objects, cluster, draft, overrides.defaultNamespace);
    return ENGINE.createRouter(ENGINE.buildCluster({ objects: changed, interventions, overrides }));
  };
  return {
    draft,
    requests,
    hasOwn: requests.some((request) => ownEntry(request) !== undefined),
    *rows(target) {
      const routers = { before, after: routerAfter(target) };
      for (const request of requests) {
        const row = compareEntry(routers, request, target === 'own' ? ownEntry(request) : draftedEntry(request));
        yield { ...row, changes: entryChanges(row) };
      }
    },
  };
}
