import type { Cidr } from '../../net/cidr.ts';
import { cidrParts, hostCidr } from '../../net/cidr.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { NO_NODE_RULES } from './iptables-tables.ts';
import type { TableRules } from './proxy-rules.ts';
import { createRule } from './rule.ts';

/** What these clients open to such addresses gets lost on its way, somewhere outside. Answers to what is opened from there find back. */
export function lossRules(clientIPs: readonly Ip[], lost: readonly Cidr[], family: IpFamily): TableRules {
  const targets = [...new Set(lost)].filter((cidr) => cidrParts(cidr).family === family);
  const OUTPUT = clientIPs
    .filter((ip) => ipFamily(ip) === family)
    .flatMap((ip) =>
      targets.map((cidr) =>
        createRule(
          [
            { type: 'ctstate', states: ['NEW'] },
            { type: 'source', cidr: hostCidr(ip) },
            { type: 'destination', cidr },
          ],
          { type: 'DROP' },
          { program: 'internet' },
        ),
      ),
    );
  return { ...NO_NODE_RULES.filter, builtIn: { OUTPUT } };
}
