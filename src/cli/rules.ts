import type { Cluster } from '../engine/objects.ts';
import type { TraceRequest } from '../engine/requests.ts';
import { formatNodeRuleset } from '../engine/print.ts';
import { BUILT } from '../narration/en/cli/answers.ts';
import { type Call, CallError, InputError, option, requiredOption } from './terminal/call.ts';
import { ENGINE } from './input/engine.ts';
import { shownRequest } from './input/shown-request.ts';
import { readCluster, reportDiagnostics } from './input/read-input.ts';

/** `packetwalk rules FILE... --node NAME`: the ruleset kube-proxy would load on that node. */
export function rules(call: Call): string {
  const family = option(call, 'family') ?? 'ipv4';
  if (family !== 'ipv4' && family !== 'ipv6') throw new CallError(`--family is ipv4 or ipv6, not ${family}`);
  const read = readCluster(call);
  const { cluster } = read;
  const name = option(call, 'node') ?? setsOffAt(cluster, shownRequest(read)) ?? requiredOption(call, 'node');
  reportDiagnostics(read);
  if (cluster.node(name) === undefined) {
    const nodes = cluster.nodes.map((node) => node.name);
    throw new InputError(BUILT.noNode(name, nodes));
  }
  const mode = cluster.settings.proxyMode;
  const text = formatNodeRuleset(cluster, name, family === 'ipv6' ? 6 : 4, ENGINE.programs.network);
  return call.json ? `${JSON.stringify({ node: name, mode, family, text }, null, 2)}\n` : text;
}

/** The node where a request sets off; undefined: it comes from outside, or its pod runs nowhere. */
function setsOffAt(cluster: Cluster, request: TraceRequest | undefined): string | undefined {
  if (request === undefined || 'internet' in request.from) return undefined;
  const { from } = request;
  if ('node' in from) return from.node;
  if ('ip' in from) return from.enters;
  const [namespace = '', pod = ''] = from.pod.split('/');
  return cluster.pod(namespace, pod)?.nodeName;
}
