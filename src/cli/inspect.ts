import { findingFixes } from '../engine/changes.ts';
import { type ClusterService, kindOf, type ServiceEndpoint } from '../engine/objects.ts';
import { formatEndpoint } from '../engine/packets.ts';
import { classifyObject, isRead } from '../engine/unread.ts';
import { foldDiagnostics } from '../manifests/fold-diagnostics.ts';
import type { ParsedManifests } from '../manifests/parse.ts';
import { INSPECTED } from '../narration/en/cli/answers.ts';
import type { Call } from './terminal/call.ts';
import { formatBalancers, inspectBalancers } from './inspect-balancers.ts';
import { ENGINE } from './input/engine.ts';
import { formatGateways, inspectGateways } from './inspect-gateways.ts';
import { formatDiagnostic, type ReadCluster, readCluster, readsNothing } from './input/read-input.ts';
import { printableLines } from './terminal/terminal.ts';
import type { Answer } from './trace/trace.ts';

/** `packetwalk inspect FILE...`: what the importer understood; exit code 1 where that is nothing. */
export function inspect(call: Call): Answer {
  const read = readCluster(call, call.positionals, (cluster) => findingFixes(cluster, ENGINE.programs));
  const text = describeInput(call, read);
  return { text: call.json ? text : printableLines(text), exitCode: readsNothing(read) ? 1 : 0 };
}

function describeInput(call: Call, { manifests, cluster, diagnostics }: ReadCluster): string {
  const objects: Record<string, number> = {};
  for (const object of manifests.objects) {
    // Those that are kept but not read are among the skipped.
    if (isRead(classifyObject(object))) objects[kindOf(object)] = (objects[kindOf(object)] ?? 0) + 1;
  }
  const report = {
    documents: manifests.documents,
    objects,
    skipped: manifests.skipped,
    skippedGroups: manifests.skippedGroups,
    workloads: cluster.workloads
      .filter((workload) => workload.assumed === undefined)
      .map(({ kind, namespace, name, replicas, pods }) => ({ kind, namespace, name, replicas, pods })),
    services: cluster.services
      .filter((service) => service.assumed === undefined)
      .map((service) => inspectService(service, cluster.serviceAddresses().ips)),
    ...inspectBalancers(cluster),
    ...inspectGateways(cluster),
    diagnostics,
  };
  if (call.json) return `${JSON.stringify(report, null, 2)}\n`;
  const counts = (record: Readonly<Record<string, number>>): string =>
    Object.entries(record)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ') || INSPECTED.none;
  return [
    INSPECTED.summary(report.documents, counts(objects), counts(report.skipped)),
    ...skippedLines(report),
    '',
    ...report.workloads.map(({ kind, namespace, name, pods, replicas }) =>
      INSPECTED.workload(`${kind} ${namespace}/${name}`, pods.length, replicas),
    ),
    '',
    ...report.services.flatMap((service) => [
      INSPECTED.service(`${service.namespace}/${service.name}`, service.type, service.clusterIPs.join(' ')),
      ...service.loadBalancers.map(({ ip, assumed }) => `  ${INSPECTED.balancer(ip, assumed)}`),
      ...service.ports.map(
        (port) =>
          `  port ${port.name === '' ? '' : `${port.name} `}${port.port}/${port.protocol} -> ${port.targetPort}`,
      ),
      ...service.endpoints.map((endpoint) => `  endpoint ${endpointText(endpoint)}`),
    ]),
    '',
    ...formatBalancers(report),
    ...formatGateways(report),
    ...foldDiagnostics(diagnostics).map(formatDiagnostic),
    '',
  ].join('\n');
}

/** A line per group of skipped kinds, what matters most first. */
function skippedLines({
  skipped,
  skippedGroups,
}: Pick<ParsedManifests, 'skipped' | 'skippedGroups'>): readonly string[] {
  return Object.entries(INSPECTED.skipped).flatMap(([group, words]) => {
    const kinds = Object.entries(skipped).filter(([kind]) => skippedGroups[kind] === group);
    return kinds.length === 0 ? [] : [`  ${words}: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}`];
  });
}

type InspectedEndpoint = ReturnType<typeof inspectEndpoint>;

function endpointText({ pod, ip, ports, ready }: InspectedEndpoint): string {
  const where = ports.map((port) => formatEndpoint(ip, port.port)).join(' ') || ip;
  const endpoint = `${where}${pod === undefined ? '' : ` ${pod}`}`;
  return ready ? endpoint : INSPECTED.notReady(endpoint);
}

/** `invented`: addresses of Services that nothing states. */
function inspectService(service: ClusterService, invented: ReadonlyMap<string, unknown>) {
  const { namespace, name, type, clusterIPs, ports, ipFamilies } = service;
  return {
    namespace,
    name,
    type,
    clusterIPs,
    loadBalancers: service.loadBalancerIPs.map(({ ip }) => ({ ip, assumed: invented.has(ip) })),
    ports: ports.map(({ name: portName, port, protocol, targetPort }) => ({
      name: portName,
      port,
      protocol,
      targetPort,
    })),
    endpoints: ipFamilies.flatMap((family) => service.endpoints(family).map(inspectEndpoint)),
  };
}

function inspectEndpoint({ pod, ip, ports, ready, serving, terminating }: ServiceEndpoint) {
  return {
    ...(pod === undefined ? {} : { pod: `${pod.namespace}/${pod.name}` }),
    ip,
    ports: ports.map(({ name, port }) => ({ name, port })),
    ready,
    serving,
    terminating,
  };
}
