import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { isLoopbackIp, type Port } from '../../net/ip.ts';
import type { NameServer, ReverseZone, ServerAnswer } from '../dns/dns-answers.ts';
import { isClusterDns } from '../dns/dns-server.ts';
import { REFUSED } from '../dns/dns-record.ts';
import { isBoundTo } from './cache-corefile.ts';
import type { Corefile } from './corefile-of.ts';
import { forwarding, forwardsOf, readForward, type Upstream } from './forwarding.ts';
import { hostsFile } from './hosts-file.ts';
import { kubernetesZone } from './kubernetes-zone.ts';
import { isInZoneOf, type ServerBlock, zoneHolding } from './parse-corefile.ts';
import { FAILS, type Link, type Question } from './question.ts';
import { rewriting } from './rewrite-names.ts';
import { templateAnswer } from './template-answer.ts';

export type { Upstream } from './forwarding.ts';

/** A CoreDNS that goes by its Corefile. */
export interface Served {
  readonly cluster: Cluster;
  readonly corefile: Corefile;
  /** A server of another host, as this one reaches it. */
  readonly upstream: (upstream: Upstream) => NameServer;
  /** Absent: nobody asks for the name of an address. */
  readonly reverseOf?: ReverseZone;
}

/** For one question a server asks itself so often at most: for aliases, and where it forwards to itself. */
const OFTEN = 50;

/**
 * What a CoreDNS answers on a port: the server block of the longest zone that holds the name, whose plugins have it in the order in
 * which CoreDNS runs them, whatever their order in the Corefile. Plugins that are not followed are passed over (unfollowed.ts).
 * Simplification: what a server asks of itself is not walked; nothing is cached, no autopath.
 * // CoreDNS v1.12 core/dnsserver/server.go ServeDNS, plugin.cfg
 */
export function serveCorefile(served: Served, port: Port): NameServer {
  return (name, type) => {
    let asked = 0;
    const ask =
      (at: Port): NameServer =>
      (again, of) => {
        asked += 1;
        return asked > OFTEN ? FAILS : serveQuestion({ ...served, ask }, at, { name: again.toLowerCase(), type: of });
      };
    return ask(port)(name, type);
  };
}

/** As it answers one question: `ask` is itself on a port. */
interface Serving extends Served {
  readonly ask: (port: Port) => NameServer;
}

function serveQuestion(serving: Serving, port: Port, question: Question): ServerAnswer {
  const block = blockFor(serving.corefile.blocks, question.name, port);
  const links = block === undefined ? [] : linksOf(serving, block, port);
  if (links.length === 0) return REFUSES;
  const run = (at: number, asked: Question): ServerAnswer => links[at]?.(asked, (next) => run(at + 1, next)) ?? FAILS;
  return run(0, question);
}

const REFUSES: ServerAnswer = { ...REFUSED, assumptions: [] };

/** The block that gets questions about a name on a port; undefined: none, and the server refuses. */
export function blockFor(blocks: readonly ServerBlock[], name: string, port: Port): ServerBlock | undefined {
  const served = blocks.flatMap((block) =>
    block.zones.filter((zone) => zone.port === port).map((zone) => ({ block, zone: zone.name })),
  );
  const zone = zoneHolding(
    served.map((each) => each.zone),
    name,
  );
  return served.find((each) => each.zone === zone)?.block;
}

function linksOf(serving: Serving, block: ServerBlock, port: Port): readonly Link[] {
  const { cluster, corefile, reverseOf } = serving;
  const { directives } = block;
  const of = (plugin: string) =>
    directives.filter((each) => each.plugin === plugin).map((directive) => ({ block, directive }));
  const self = serving.ask(port);
  const ask = (upstream: Upstream): NameServer =>
    upstream.kind === 'SERVER' && corefile.local === undefined && isLoopbackIp(upstream.ip)
      ? serving.ask(upstream.port)
      : serving.upstream(upstream);
  const rewrites = directives.filter(({ plugin }) => plugin === 'rewrite');
  const around = { cluster, self, ...(reverseOf === undefined ? {} : { reverseOf }) };
  return [
    ...(rewrites.length === 0 ? [] : [rewriting(rewrites)]),
    ...of('template').map((placed) => templateAnswer(placed, self)),
    ...of('hosts').map((placed) => hostsFile(placed, corefile.files)),
    ...of('kubernetes').map((placed) => kubernetesZone(placed, around)),
    ...forwardsOf(directives).map((directive) => forwarding({ block, directive }, ask)),
  ];
}

/**
 * The server that a Corefile's forwarding comes back to itself by, where a plugin looks for that: then the process ends as soon as it has
 * started. undefined: it does not. // CoreDNS v1.12 plugin/loop loop.go: "Loop ... detected"
 */
export function findLoop(cluster: Cluster, { blocks, local }: Corefile): string | undefined {
  for (const block of blocks) {
    if (!block.directives.some(({ plugin }) => plugin === 'loop')) continue;
    for (const directive of forwardsOf(block.directives)) {
      const { from, to } = readForward({ block, directive });
      if (!block.zones.some(({ name }) => isInZoneOf(from, name))) continue;
      const own = to.length > 0 && to.every((each) => leadsBack(cluster, { block, local }, each));
      if (own) return directive.args.slice(1).join(' ');
    }
  }
  return undefined;
}

interface Listening {
  readonly block: ServerBlock;
  readonly local: Corefile['local'];
}

function leadsBack(cluster: Cluster, { block, local }: Listening, upstream: Upstream): boolean {
  if (upstream.kind !== 'SERVER' || !block.zones.some(({ port }) => port === upstream.port)) return false;
  const { ip } = upstream;
  // A cache has the address of the cluster DNS only where it takes it.
  if (local !== undefined) return isBoundTo(block, ip) && (isLoopbackIp(ip) || local.includes(ip));
  return isLoopbackIp(upstream.ip) || isClusterDns(cluster, upstream.ip);
}
