import type { Cluster, ClusterOverrides, ProxyMode } from '../../engine/objects.ts';
import { isSameAsk, KNOWN_VERSIONS, type KubernetesVersion } from '../../engine/text.ts';
import {
  type Hop,
  type NamespaceId,
  type HeaderChange,
  type RuleStep,
  type Step,
  stepOrigin,
} from '../../engine/packets.ts';
import { isSuccess, type Leg, type Outcome, type TraceLimits, walkOrder } from '../../engine/outcomes.ts';
import type { RequestError, TraceRequest } from '../../engine/requests.ts';
import { ALL_PROGRAMS } from '../../engine/all-programs.ts';
import { createEngine, type Router, type TraceResult } from '../../engine/engine.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** The modes that can be compared: the default, its successor, the deprecated one, and doing without kube-proxy. */
export const COMPARED_MODES: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs', 'ebpf'];

/** Versions of Kubernetes that can be compared. */
export const COMPARED_VERSIONS: readonly KubernetesVersion[] = KNOWN_VERSIONS;

/** What can be put over what a board says of its cluster; absent: the board's own. */
export interface ComparedSettings {
  readonly proxyMode?: ProxyMode | undefined;
  readonly cni?: string | undefined;
  readonly kubernetesVersion?: KubernetesVersion | undefined;
}

/** How many rules one packet meets in one namespace. */
export interface HopCount {
  readonly namespace: NamespaceId;
  readonly direction: 'request' | 'reply';
  readonly rulesEvaluated: number;
}

/** What one packet meets in one namespace, and the leg of which it is. */
export interface WalkedHop extends HopCount, Hop {
  readonly leg: Leg;
}

/** What changes addresses: netfilter's NAT, IPVS or an eBPF program. */
export type TranslatingStep = Extract<Step, { readonly detail: { readonly changes: readonly HeaderChange[] } }>;

/** A step that finds the Service. */
export type LookupStep = RuleStep | Exclude<TranslatingStep, { readonly type: 'TRANSLATE' }>;

/** A change of addresses, with the rules that led to it (none for the way back: conntrack remembers). */
export interface Translation {
  readonly namespace: NamespaceId;
  readonly direction: 'request' | 'reply';
  readonly step: TranslatingStep;
  /** In the order they matched: the one that found the Service, the one that chose an endpoint, the one that translated. */
  readonly rules: readonly RuleStep[];
}

/** One request on one board. */
export interface ComparedWalk {
  readonly cluster: Cluster;
  readonly result: TraceResult;
  /** The way that is compared: the likest to the one asked for. */
  readonly outcome: Outcome;
  /** Every pass through a namespace, in the order in which it happens. */
  readonly hops: readonly WalkedHop[];
  readonly translations: readonly Translation[];
  /** What found the Service; absent when the request needs none. */
  readonly lookup: LookupStep | undefined;
  readonly rulesEvaluated: number;
}

export type Compared =
  | { readonly ok: true; readonly walk: ComparedWalk }
  | { readonly ok: false; readonly error: RequestError };

export interface CompareOptions {
  /** The way to look for here too; the likeliest when absent. */
  readonly like?: Outcome;
  /** Leave out the DNS legs where there are others. */
  readonly skipDns: boolean;
}

const ENGINE = createEngine(ALL_PROGRAMS);

/** The cluster of the document as it would be under other settings. */
export function routerUnder(document: ScenarioDocument, settings: ComparedSettings): Router {
  const { objects, interventions, overrides } = putSettings(document, settings);
  return ENGINE.createRouter(ENGINE.buildCluster({ objects, interventions, overrides }));
}

/** A cluster that is there already, with all that walks requests and tells why they fail: what a page has fetched so far may tell less. */
export function routerOver(cluster: Cluster): Router {
  return ENGINE.createRouter(cluster);
}

/** How many ways are looked through where one of them is told of. */
export const FEW_WAYS: TraceLimits = { ways: 500, kinds: 500, choices: 400_000 };

/** Walks the request through that router's network and sums up what mattered. */
export function compareWalk(router: Router, request: TraceRequest, options: CompareOptions): Compared {
  const traced = router.trace(request, FEW_WAYS);
  if (!traced.ok) return traced;
  const result = traced.value;
  const outcome = likest(result.outcomes, options.like);
  if (outcome === undefined) throw new Error('a request has at least one outcome');
  const connections = outcome.legs.filter(({ kind }) => kind !== 'DNS');
  const legs = options.skipDns && connections.length > 0 ? connections : outcome.legs;
  const hops = walkOrder(legs).flatMap(({ leg, direction }) => hopsOf(legs[leg], direction));
  return {
    ok: true,
    walk: {
      cluster: router.cluster,
      result,
      outcome,
      hops,
      translations: legs.flatMap(translationsOf),
      lookup: legs.flatMap(({ request: { hops } }) => hops.flatMap(({ steps }) => steps)).find(isLookup),
      rulesEvaluated: hops.reduce((sum, hop) => sum + hop.rulesEvaluated, 0),
    },
  };
}

/** The rules that are evaluated in each namespace, there and back together, in the order the packet first comes by. */
export function countByPlace(hops: readonly HopCount[]): ReadonlyMap<NamespaceId, number> {
  const counts = new Map<NamespaceId, number>();
  for (const { namespace, rulesEvaluated } of hops)
    counts.set(namespace, (counts.get(namespace) ?? 0) + rulesEvaluated);
  return counts;
}

/** The document with these settings for its cluster; the same document where it has them. */
export function putSettings(document: ScenarioDocument, settings: ComparedSettings): ScenarioDocument {
  const put = Object.entries(settings).filter(([, value]) => value !== undefined);
  const overrides: ClusterOverrides = { ...document.overrides, ...Object.fromEntries(put) };
  return isSameAsk(overrides, document.overrides) ? document : { ...document, overrides };
}

/** The outcome that ends at the same place and passes the same places, as far as there is one; the likeliest among equals. */
function likest(outcomes: readonly Outcome[], like: Outcome | undefined): Outcome | undefined {
  const wanted = like === undefined ? undefined : { end: endOf(like), success: isSuccess(like), way: wayOf(like) };
  let best: { readonly outcome: Outcome; readonly score: number } | undefined;
  for (const outcome of outcomes) {
    const same =
      wanted === undefined
        ? 0
        : (endOf(outcome) === wanted.end ? 4 : 0) +
          (isSuccess(outcome) === wanted.success ? 2 : 0) +
          (wayOf(outcome) === wanted.way ? 1 : 0);
    const score = same + outcome.probability / 2;
    if (best === undefined || score > best.score) best = { outcome, score };
  }
  return best?.outcome;
}

function endOf({ destination, final }: Outcome): string {
  const { kind, namespace, name, container } = destination ?? {};
  return [kind, namespace, name, container, final.destinationIP, final.destinationPort].join(' ');
}

function wayOf({ legs }: Outcome): string {
  return legs.flatMap(({ request }) => request.hops.map(({ namespace }) => namespace)).join(' ');
}

function hopsOf(leg: Leg | undefined, direction: WalkedHop['direction']): readonly WalkedHop[] {
  return leg?.[direction]?.hops.map((hop) => ({ ...hop, leg, direction })) ?? [];
}

function translationsOf(leg: Leg): readonly Translation[] {
  return tracesOf(leg).flatMap(({ trace, direction }) =>
    trace.hops.flatMap(({ namespace, steps }) => {
      const found: Translation[] = [];
      let rules: RuleStep[] = [];
      for (const step of steps) {
        if (step.type === 'RULE' && leadsToTranslation(step)) rules.push(step);
        if (!isTranslating(step)) continue;
        found.push({ namespace, direction, step, rules });
        rules = [];
      }
      return found;
    }),
  );
}

/** What names an object, and what translates or asks for it; jumps into a chain that came to nothing are left out. */
function leadsToTranslation(step: RuleStep): boolean {
  if (step.action === 'RETURN') return false;
  if (isForService(step)) return true;
  return ['DNAT', 'SNAT', 'MASQUERADE', 'MARK'].includes(step.action);
}

function isForService(step: RuleStep): boolean {
  return stepOrigin(step).subject?.kind === 'Service';
}

function isTranslating(step: Step): step is TranslatingStep {
  return 'changes' in step.detail;
}

function isLookup(step: Step): step is LookupStep {
  if (step.type === 'RULE') return isForService(step);
  return step.type !== 'TRANSLATE' && isTranslating(step);
}

function tracesOf({ request, reply }: Leg) {
  const there = { trace: request, direction: 'request' as const };
  return reply === undefined ? [there] : [there, { trace: reply, direction: 'reply' as const }];
}
