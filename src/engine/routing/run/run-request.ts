import { INTERNET_CLIENT_IPV4, INTERNET_CLIENT_IPV6 } from '../../dataplane/build/build-network.ts';
import { factKey } from '../../kubernetes/tools/fact-key.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import { type Choose, recalling } from '../../linux/model/choice.ts';
import type { Disposition, Trace } from '../../linux/model/trace.ts';
import { selectSource } from '../../linux/walk/walk.ts';
import type { Flow } from '../../net/flow.ts';
import { createIp, type Ip, ipFamily } from '../../net/ip.ts';
import { destinationOf } from '../outcome/arrival.ts';
import { explanationsOf } from './explanations.ts';
import type { Cause, HttpExchange, Leg } from '../outcome/outcome.ts';
import { followProxies } from './follow-proxies.ts';
import { withProxySteps } from './proxy-steps.ts';
import { type Resolved, resolveTarget } from './resolve-target.ts';
import { restsOn } from '../outcome/rests-on.ts';
import { assume, departureOf, nextSourcePort, openConnection } from './run.ts';
import type { Grounds, Run, Ending } from './routing-programs.ts';
import { assumedExchange, assumedFirewall } from './taken-for-granted.ts';

/** Legs that carry the request itself. */
const OF_REQUEST: ReadonlySet<string> = new Set(['CONNECTION', 'PROXIED']);

/**
 * Walks a request through all its legs: name, connection, proxied connection, each with its reply; one way through all random
 * choices each time it is called. Calls share what they have in common.
 */
export function requestRunner(
  about: Pick<Run, 'cluster' | 'network' | 'programs' | 'request' | 'explain' | 'always'>,
): (choose: Choose) => Ending {
  const shared = { ...about, walked: new Map(), grounds: new Map() };
  const resolve = recalling((choose) => {
    const run: Run = { ...shared, choose, legs: [], decided: new Map(), assumptions: new Map() };
    return { resolved: resolveTarget(run), legs: run.legs, assumptions: run.assumptions };
  });
  return (choose) => {
    const { resolved, legs, assumptions } = resolve(choose);
    const own = { legs: [...legs], decided: new Map(), assumptions: new Map(assumptions) };
    return runResolved({ ...shared, choose, ...own }, resolved);
  };
}

function runResolved(run: Run, resolved: Resolved): Ending {
  if (!resolved.ok) return endUnresolved(run, resolved);
  const source = run.programs.machine?.source(run, resolved.ip) ?? sourceAddress(run, resolved.ip);
  if (source === undefined) return endWithoutSource(run, resolved.ip);
  const { target } = run.request;
  const flow: Flow = {
    protocol: target.protocol,
    sourceIP: source,
    sourcePort: nextSourcePort(run),
    destinationIP: resolved.ip,
    destinationPort: target.port,
  };
  const walked = openConnection(run, departureOf(run), flow);
  const { next, ...opened } = walked;
  run.legs.push({ kind: 'CONNECTION', ...opened });
  if (next !== undefined) {
    run.legs.push({ kind: 'CONNECTION', request: next, continues: true });
    const cause = explainFailure(run, next) ?? null;
    return endAt(run, next, { cause, http: null, disposition: next.disposition });
  }
  const proxied = followProxies(run, walked.request);
  const last = proxied?.trace ?? walked.request;
  const cause = proxied?.cause ?? explainFailure(run, last) ?? null;
  const { http = null, disposition = last.disposition } = proxied ?? {};
  return endAt(run, last, { cause, http, disposition });
}

/** A Gateway without a listener on the port says more than the Service in front of its proxy, which has no such port. */
function explainFailure(run: Run, trace: Trace): Cause | undefined {
  const cause = explanationsOf(run.programs).trace({ ...run, trace });
  return cause?.code === 'PORT_NOT_IN_SERVICE' ? (run.programs.gateways?.explain(run, trace) ?? cause) : cause;
}

interface End {
  readonly cause: Cause | null;
  readonly http: HttpExchange | null;
  readonly disposition: Disposition;
}

function endAt(run: Run, last: Trace, { cause, http, disposition }: End): Ending {
  noteExchange(run, { disposition, http });
  const findings = noteAssumptions(run);
  return {
    disposition,
    cause,
    final: headerFlow(last),
    masqueraded: run.legs.some((leg) => OF_REQUEST.has(leg.kind) && leg.request.masqueraded),
    destination: destinationOf(run.cluster, last),
    http,
    reply: run.legs.findLast((leg) => leg.kind !== 'MIRRORED')?.reply?.disposition ?? null,
    legs: run.legs.map((leg) => withDecision(run, leg)),
    assumptions: [...run.assumptions.values()],
    ...(findings.length === 0 ? {} : { findings }),
  };
}

/** A leg that ends at a proxy tells what the proxy decided, too. */
function withDecision({ decided }: Run, leg: Leg): Leg {
  const steps = decided.get(leg.request);
  return steps === undefined ? leg : { ...leg, request: withProxySteps(leg.request, steps) };
}

/** Clients that did not bind an address use the one their kernel selects. Missing: there is no address of that family. */
function sourceAddress({ network, request: { source } }: Run, destination: Ip): Ip | undefined {
  if (source.kind === 'wire' || source.kind === 'internet') {
    const usual = createIp(ipFamily(destination) === 4 ? INTERNET_CLIENT_IPV4 : INTERNET_CLIENT_IPV6);
    return source.ip === undefined ? usual : fallbackAddress([source.ip], destination);
  }
  return (
    selectSource(network, source.namespace, destination) ??
    fallbackAddress(source.kind === 'pod' ? source.pod.ips : source.node.ips, destination)
  );
}

const fallbackAddress = (ips: readonly Ip[], destination: Ip) =>
  ips.find((ip) => ipFamily(ip) === ipFamily(destination));

/** Stands in a header for an address that is not known: RFC 1122 "this host", RFC 4291 unspecified. */
const UNSPECIFIED: Readonly<Record<4 | 6, Ip>> = { 4: createIp('0.0.0.0'), 6: createIp('::') };

function endUnresolved(run: Run, { cause, trace }: Extract<Resolved, { readonly ok: false }>): Ending {
  noteAssumptions(run);
  const { target, source } = run.request;
  const own = source.kind === 'pod' ? source.pod.ips[0] : source.kind === 'node' ? source.node.ips[0] : source.ip;
  const family = own === undefined ? 4 : ipFamily(own);
  const disposition: Disposition = trace === undefined ? 'NAME_NOT_FOUND' : trace.disposition;
  const failed = disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK' ? 'DROPPED' : disposition;
  const final: Flow =
    trace === undefined
      ? {
          protocol: target.protocol,
          sourceIP: own ?? createIp(INTERNET_CLIENT_IPV4),
          sourcePort: run.request.sourcePort,
          destinationIP: UNSPECIFIED[family],
          destinationPort: target.port,
        }
      : headerFlow(trace);
  return {
    disposition: failed,
    cause,
    final,
    masqueraded: false,
    destination: null,
    http: null,
    reply: null,
    legs: [...run.legs],
    assumptions: [...run.assumptions.values()],
  };
}

function endWithoutSource(run: Run, destination: Ip): Ending {
  noteAssumptions(run);
  const family = ipFamily(destination);
  const { target, sourcePort } = run.request;
  return {
    disposition: 'NO_ROUTE',
    cause: { code: 'NO_ADDRESS_OF_FAMILY', detail: { is: 'CLIENT', ip: destination } },
    final: {
      protocol: target.protocol,
      sourceIP: UNSPECIFIED[family],
      sourcePort,
      destinationIP: destination,
      destinationPort: target.port,
    },
    masqueraded: false,
    destination: null,
    http: null,
    reply: null,
    legs: [...run.legs],
    assumptions: [...run.assumptions.values()],
  };
}

function headerFlow({ final }: Trace): Flow {
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = final;
  return { protocol, sourceIP, sourcePort, destinationIP, destinationPort };
}

/** Notes what the outcome rests on, and returns the mistakes that put it in doubt. A copy that a proxy sends decides nothing. */
function noteAssumptions(run: Run): readonly Finding[] {
  const { cluster, request, legs } = run;
  const grounds = legs.flatMap((leg) => (leg.kind === 'MIRRORED' ? [] : [groundsOf(run, leg)]));
  const firewall = run.programs.machine?.assumed(run) ?? assumedFirewall(cluster, request, legs);
  assume(run, ...run.always, ...grounds.flatMap(({ assumptions }) => assumptions));
  if (firewall !== undefined) assume(run, firewall);
  const findings = grounds.flatMap((each) => each.findings);
  return [...new Map(findings.map((each) => [factKey(each), each])).values()];
}

function noteExchange(run: Run, end: Pick<End, 'disposition' | 'http'>): void {
  const exchange = assumedExchange(run.request, end);
  if (exchange !== undefined) assume(run, exchange);
}

function groundsOf({ cluster, grounds, programs }: Run, { request, reply }: Leg): Grounds {
  const known = grounds.get(request);
  if (known !== undefined) return known;
  const listener = explanationsOf(programs).listener(cluster, request);
  const back = reply === undefined ? [] : restsOn(cluster, reply);
  const found: Grounds = {
    assumptions: [...restsOn(cluster, request), ...back, ...(listener === undefined ? [] : [listener.assumption])],
    findings: listener?.findings ?? [],
  };
  grounds.set(request, found);
  return found;
}
