import { publishedPorts, isPublishedAt } from '../../dataplane/machine/published-ports.ts';
import { INTERNET } from '../../dataplane/rules/namespace-names.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { selectSource } from '../../linux/walk/walk.ts';
import { ipFamily } from '../../net/ip.ts';
import { pickEndpoint } from '../run/onward.ts';
import type { MachineRouting, Proxied, Run } from '../run/routing-programs.ts';
import { nextSourcePort, openConnection } from '../run/run.ts';

/**
 * What a process on somebody's own machine makes of a connection that ended at a port it hands on: one of its own, from inside the
 * network of the nodes. It passes on bytes. undefined: the connection ended elsewhere.
 */
function proxyMachine(run: Run, arrived: Trace): Proxied | undefined {
  const { final, end } = arrived;
  if (end !== INTERNET) return undefined;
  const found = publishedPorts(run.cluster, ipFamily(final.destinationIP)).find(
    (each) =>
      each.port === final.destinationPort &&
      each.protocol === final.protocol &&
      isPublishedAt(each, final.destinationIP),
  );
  const called = found && pickEndpoint(run, found.ends);
  if (found === undefined || called === undefined) return undefined;
  const { protocol, from, process } = found;
  const flow = {
    protocol,
    sourceIP: selectSource(run.network, from, called.ip) ?? called.ip,
    sourcePort: nextSourcePort(run),
    destinationIP: called.ip,
    destinationPort: called.port,
  } as const;
  const walked = openConnection(run, { kind: 'process', namespace: from, name: process }, flow);
  run.legs.push({ kind: 'PROXIED', http: null, ...walked });
  return { http: null, trace: walked.request };
}

const isMachine = ({ cluster, request: { source } }: Run): boolean =>
  cluster.settings.machine !== undefined && source.kind === 'internet' && source.ip === undefined;

export const MACHINE_ROUTING: MachineRouting = {
  proxy: proxyMachine,
  source: (run, destination) => (isMachine(run) ? selectSource(run.network, INTERNET, destination) : undefined),
  assumed: (run) => {
    const { machine } = run.cluster.settings;
    return machine !== undefined && isMachine(run) ? { code: 'MACHINE_ASSUMED', detail: machine } : undefined;
  },
};
