import { DNS_CACHE, isDnsCacheInstalled } from '../engine/dataplane/dns-cache-program.ts';
import { isProxyModeInstalled } from '../engine/dataplane/kube-proxy/create-proxy.ts';
import { areHostPortsInstalled } from '../engine/dataplane/host-port-program.ts';
import { loadBalancing } from '../engine/dataplane/load-balancer-program.ts';
import { isPolicyProgramInstalled, POLICY_KINDS } from '../engine/dataplane/policy-program.ts';
import { editPlanner } from '../engine/kubernetes/edit-planner.ts';
import { gatewayPlanner } from '../engine/kubernetes/gateway-planner.ts';
import { givenSlices, SLICE_KINDS } from '../engine/kubernetes/given-slices.ts';
import { ingressPlanner } from '../engine/kubernetes/ingress-planner.ts';
import { hintsAtNetwork, networkDetector } from '../engine/kubernetes/network-detector.ts';
import type { Trace } from '../engine/linux/trace.ts';
import { missingPrograms } from '../engine/routing/missing-programs.ts';
import { recordOf } from '../engine/kubernetes/reader.ts';
import { wantsProjection } from '../engine/kubernetes/template-projection.ts';
import { hasBearing } from '../engine/kubernetes/kinds.ts';
import { areRemarksInstalled } from '../engine/routing/remarks.ts';
import { areExplanationsInstalled } from '../engine/routing/explanations.ts';
import { isServed, type Outcome } from '../engine/routing/outcome.ts';
import { isFoldingInstalled } from '../engine/routing/gather-ways.ts';
import type { Router, TraceResult } from '../engine/routing/router.ts';
import { NOT_SAID } from '../engine/routing/undeclared-listener.ts';
import type { ScenarioDocument } from '../scenario/document.ts';

/** Called when something could not be fetched that is worth another try: its name at the start of a sentence, why, and the try. */
export type OnMissing = (part: string, error: unknown, retry: () => void) => void;

/** Fetches what the engine can do beyond what most clusters need. Rejects when it cannot be fetched. */
export async function loadPrograms(): Promise<void> {
  await import('./install-programs.ts');
}

/**
 * Fetches what tells why a request failed, if some outcome or packet did, or it cannot be walked at all (undefined), and it is
 * not at hand. Resolves to whether the request is to be walked again.
 */
export async function loadExplanations(outcomes: readonly Outcome[] | undefined): Promise<boolean> {
  if (areExplanationsInstalled() || outcomes?.every(wentWell) === true) return false;
  await import('./install-explanations.ts');
  return true;
}

/** Of every packet on the way, name servers' too: one that is lost, or that a process took of which nothing was said, takes words. */
function wentWell(outcome: Outcome): boolean {
  return (
    isServed(outcome) &&
    outcome.assumptions.every(({ message }) => message !== NOT_SAID) &&
    outcome.legs.every(({ request, reply }) => hasArrived(request) && (reply === undefined || hasArrived(reply)))
  );
}

const hasArrived = ({ disposition }: Trace): boolean => disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';

/**
 * Fetches what walks one way of each kind, if a request has more ways than are walked at first and it is not at hand. Resolves to
 * whether it was fetched.
 */
export async function loadFolding({ missing }: TraceResult): Promise<boolean> {
  if (isFoldingInstalled() || missing === undefined) return false;
  await loadPrograms();
  return true;
}

/** Fetches what makes edits of a few objects cheap in large clusters; until it is there, each builds the cluster anew. */
export function loadEdits(): void {
  if (editPlanner() === undefined) void import('../engine/routing/install-edits.ts').catch(() => undefined);
}

/** True when a document states something that is not at hand: fetch it before the document is opened. */
export function wantsPrograms(document: ScenarioDocument): boolean {
  return (
    wantsProxyMode(document) ||
    wantsCni(document) ||
    (!isPolicyProgramInstalled() && document.objects.some(isPolicy)) ||
    wantsGateways(document) ||
    wantsIngresses(document) ||
    wantsDnsCache(document) ||
    (loadBalancing() === undefined && document.objects.some(isLoadBalanced)) ||
    (!areHostPortsInstalled() && document.objects.some(takesHostPort)) ||
    document.objects.some(wantsProjection) ||
    (givenSlices() === undefined && document.objects.some(({ kind }) => SLICE_KINDS.includes(kind))) ||
    (!areRemarksInstalled() && document.objects.some(mayBeRemarked))
  );
}

const isPolicy = ({ kind }: ScenarioDocument['objects'][number]): boolean => POLICY_KINDS.includes(kind);

const isLoadBalanced = ({ kind, spec }: ScenarioDocument['objects'][number]): boolean =>
  kind === 'Service' && recordOf(spec)['type'] === 'LoadBalancer';

/** A CNI or cloud is named, its DaemonSet is there, or the nodes are a cloud's. */
function wantsCni({ overrides: { cni = 'bridge', cloud }, objects }: ScenarioDocument): boolean {
  return networkDetector() === undefined && (cni !== 'bridge' || cloud !== undefined || objects.some(hintsAtNetwork));
}

function wantsDnsCache({ objects }: ScenarioDocument): boolean {
  return (
    !isDnsCacheInstalled() && objects.some(({ kind, metadata }) => kind === 'DaemonSet' && metadata.name === DNS_CACHE)
  );
}

function wantsGateways({ objects }: ScenarioDocument): boolean {
  return gatewayPlanner() === undefined && objects.some(({ kind }) => kind === 'Gateway');
}

function wantsIngresses({ objects }: ScenarioDocument): boolean {
  return ingressPlanner() === undefined && objects.some(({ kind }) => kind === 'Ingress');
}

/** It may be, or say, something that results name as not considered. */
function mayBeRemarked(object: ScenarioDocument['objects'][number]): boolean {
  const { apiVersion, kind, metadata } = object;
  if (!hasBearing(apiVersion, kind) || kind === 'Route') return true;
  const keys = [...Object.keys(metadata.annotations ?? {}), ...Object.keys(metadata.labels ?? {})];
  if (keys.some((key) => /inject|istio\.io/.test(key))) return true;
  if (Object.keys(metadata.annotations ?? {}).some((key) => !key.startsWith('kubectl.'))) return true;
  const { containers, initContainers, securityContext } = podSpecOf(object);
  const tells = (container: unknown): boolean => TELLING.some((field) => recordOf(container)[field] !== undefined);
  return (
    securityContext !== undefined ||
    initContainers !== undefined ||
    (Array.isArray(containers) && containers.some(tells))
  );
}

/** Fields of a container that decide what listens. */
const TELLING = ['command', 'args', 'env', 'securityContext'];

function takesHostPort(object: ScenarioDocument['objects'][number]): boolean {
  const { containers } = podSpecOf(object);
  return Array.isArray(containers) && containers.some(hasHostPort);
}

function hasHostPort(container: unknown): boolean {
  const { ports } = recordOf(container);
  return Array.isArray(ports) && ports.some((port) => recordOf(port)['hostPort'] !== undefined);
}

/** Of a Pod, or of the pods that a workload makes. */
function podSpecOf({ kind, spec }: ScenarioDocument['objects'][number]): ReturnType<typeof recordOf> {
  return recordOf(kind === 'Pod' ? spec : recordOf(recordOf(spec)['template'])['spec']);
}

function wantsProxyMode({ overrides, objects }: ScenarioDocument): boolean {
  if (overrides.proxyMode !== undefined) return !isProxyModeInstalled(overrides.proxyMode);
  const stated = objects.findLast(({ kind }) => kind === 'KubeProxyConfiguration')?.['mode'];
  return (stated === 'nftables' || stated === 'ipvs') && !isProxyModeInstalled(stated);
}

/** True when something else stands in for a program that a router's cluster asks for. */
export function lacksPrograms({ cluster }: Router): boolean {
  return missingPrograms(cluster).length > 0;
}
