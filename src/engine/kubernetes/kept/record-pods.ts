import { refusalOf, type SchedulableNode } from '../matching/node-match.ts';
import type { Allocation } from '../cluster/allocation.ts';
import { objectKey, parseObjectKey } from '../model/object.ts';
import { podKey } from '../pods/placed-pod.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { isSameAsk } from '../tools/ask.ts';
import { once } from '../tools/once.ts';
import { type Entry, isToSay, type Made, type Writing } from './writing.ts';

/** What pods were given that they do not state. */
export function recordPods(writing: Writing): readonly Entry[] {
  const { was, now, old, all } = writing;
  const nodes = once(() => new Map(now.frame.plan.nodes.map((node) => [node.name, node])));
  const entries = new Map<PlannedPod, Entry>();
  const note = (pod: PlannedPod): void => {
    const key = objectKey({ kind: 'Pod', namespace: pod.namespace, name: pod.name });
    const own = keptBy(writing, pod, nodes);
    if (own === undefined) return;
    const [before, after, said] = [own, givenTo(now, pod), old[key]].map((each) => each && JSON.stringify(each));
    if (before !== undefined && isToSay<string | undefined>(writing, key, { was: before, now: after, said }))
      entries.set(pod, [key, own]);
  };
  for (const pod of new Set([...now.frame.decided.keys(), ...now.frame.intervened.keys()]))
    if (all || isElsewhere(was, now, pod)) note(pod);
  for (const key of Object.keys(old)) {
    const { kind, namespace = '', name = '' } = parseObjectKey(key) ?? {};
    const pod = kind === 'Pod' ? now.frame.plan.index.find(namespace, name) : undefined;
    if (pod !== undefined && !entries.has(pod)) note(pod);
  }
  return [...entries.values()];
}

/** Looked at for each of many pods: most of them are the same in both. */
function isElsewhere(was: Made, now: Made, pod: PlannedPod): boolean {
  const [before, after] = [was.frame, now.frame].map(
    ({ decided, intervened }) => intervened.get(pod) ?? decided.get(pod),
  );
  return before === undefined || before.nodeName !== after?.nodeName || !isSameAsk(before.ips, after?.ips);
}

/** What of its place a pod does not state; undefined: it states all of it. */
function givenTo({ frame }: Made, pod: PlannedPod): Allocation | undefined {
  const { nodeName, hostNetwork, podIPs } = pod.facts;
  if (!frame.decided.has(pod) && !frame.intervened.has(pod)) return undefined;
  const node = nodeName === undefined ? frame.settled.nodeNameOf(pod) : undefined;
  const ips = hostNetwork ? [] : frame.placement.ipsOf(pod).filter((ip) => !podIPs.includes(ip));
  return { ...(node !== undefined && { node }), ...(ips.length > 0 && { ips }) };
}

/** What the pod had before the edit and has after it too; undefined: nothing, it is another pod, or it cannot stay. */
function keptBy(
  { was, moved }: Writing,
  pod: PlannedPod,
  nodes: () => ReadonlyMap<string, SchedulableNode>,
): Allocation | undefined {
  const before = was.frame.plan.index.find(pod.namespace, pod.name);
  const own = before && givenTo(was, before);
  if (before === undefined || own === undefined || moved.has(podKey(pod))) return undefined;
  const { nodeName } = pod.facts;
  const isStated = nodeName !== undefined;
  const name = isStated ? nodeName : own.node;
  const node = name === undefined ? undefined : nodes().get(name);
  if (node === undefined || (isStated && own.ips === undefined)) return undefined;
  if (!isStated && !mayStay(before, pod, node)) return undefined;
  const stated = new Set(pod.facts.podIPs);
  const ips = pod.facts.hostNetwork ? [] : (own.ips ?? []).filter((ip) => !stated.has(ip));
  return { ...(!isStated && { node: node.name }), ...(ips.length > 0 && { ips }) };
}

/**
 * Who runs stays until it is evicted; who is told to run somewhere else goes there.
 * Simplification: a pod whose spec is edited keeps its node and addresses where it may stay; a cluster would make another of it.
 * // kube-scheduler IgnoredDuringExecution; kube-controller-manager tainteviction
 */
function mayStay(before: PlannedPod, pod: PlannedPod, node: SchedulableNode): boolean {
  const asks = ({ spec: { nodeSelector, nodeAffinity, tolerations } }: PlannedPod): unknown => [
    nodeSelector,
    nodeAffinity,
    tolerations,
  ];
  if (before.spec !== pod.spec && !isSameAsk(asks(before), asks(pod)))
    return refusalOf(pod.spec, node, pod.daemon) === undefined;
  const evicting = node.taints.filter(({ effect }) => effect === 'NoExecute');
  const { tolerations } = pod.spec;
  return (
    evicting.length === 0 ||
    refusalOf(
      { tolerations, nodeSelector: {} },
      { ...node, taints: evicting, ready: true, unschedulable: false },
      pod.daemon,
    ) === undefined
  );
}
