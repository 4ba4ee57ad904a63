import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Route, RoutingRule } from '../../linux/model/routes.ts';
import type { Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { ANY_IPV4, ANY_IPV6, hostCidr } from '../../net/cidr.ts';
import { ipFamily, type IpFamily } from '../../net/ip.ts';
import { createRule } from '../rules/rule.ts';
import { createRoute } from '../hosts/host.ts';
import type { NodeSegment } from '../hosts/node-segment.ts';
import { frontends, type Frontend } from './load-balanced-service.ts';

const ROUTING: Origin = { program: 'router' };
const BACK_TABLE = 101;
const BACK_MARK = { value: 0x2, mask: 0x2 };
const BACK_RULE: RoutingRule = { priority: 101, fwmark: BACK_MARK, table: BACK_TABLE, origin: ROUTING };

/** Replies of NodePorts whose clients came by a load balancer that kept their address: it has to see them, as a cloud's does. */
export function createWayBack(cluster: Cluster, segment: NodeSegment, family: IpFamily) {
  const kept = nodePortFrontends(cluster, family);
  const via = segment.loadBalancerIP(family);
  const destination = family === 4 ? ANY_IPV4 : ANY_IPV6;
  const routes: readonly Route[] =
    via === undefined || kept.length === 0
      ? []
      : [{ ...createRoute({ destination, device: 'eth0', via, origin: ROUTING }), table: BACK_TABLE }];
  return { routes, rules: kept.length === 0 ? [] : [BACK_RULE], marks: kept.flatMap(markBack) };
}

function nodePortFrontends(cluster: Cluster, family: IpFamily): readonly Frontend[] {
  if (cluster.settings.cloud === undefined) return [];
  return frontends(cluster).filter(({ ip, delivery }) => delivery === 'nodePort' && ipFamily(ip) === family);
}

function markBack({ ports, targets, origin }: Frontend): readonly Rule[] {
  return ports.flatMap((port) =>
    targets(port).map((target) =>
      createRule(
        [
          { type: 'source', cidr: hostCidr(target.ip) },
          { type: 'inInterface', name: 'eth0' },
          { type: 'protocol', protocol: port.protocol },
          { type: 'sport', from: target.port, to: target.port },
        ],
        { type: 'MARK', op: 'xset', ...BACK_MARK },
        { ...origin, program: 'router' },
      ),
    ),
  );
}
