import { formatEndpoint, type IpFamily } from '../../net/ip.ts';
import type { Target } from '../model/netfilter.ts';
import { formatHex } from './print-match.ts';

const DEFAULT_REJECT = { 4: 'icmp-port-unreachable', 6: 'icmp6-port-unreachable' } as const;

/** The end of an iptables-save rule: `-j …` or `-g …`. Throws for a target of nftables. */
export function formatTarget(target: Target, family: IpFamily): string {
  switch (target.type) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return `-j ${target.type}`;
    case 'REJECT':
      return `-j REJECT --reject-with ${target.with ?? DEFAULT_REJECT[family]}`;
    case 'JUMP':
      return `-j ${target.chain}`;
    case 'GOTO':
      return `-g ${target.chain}`;
    case 'MARK':
      return `-j MARK --set-xmark ${formatHex(target.value)}/${formatHex(target.op === 'or' ? target.value : target.mask)}`;
    case 'CONNMARK': {
      const mask = formatHex(target.mask);
      return target.op === 'set'
        ? `-j CONNMARK --set-xmark ${formatHex(target.value)}/${mask}`
        : `-j CONNMARK --restore-mark --nfmask ${mask} --ctmask ${mask}`;
    }
    case 'NOTRACK':
      return '-j CT --notrack';
    case 'DNAT':
      return `-j DNAT --to-destination ${formatTranslation(target)}`;
    case 'REDIRECT':
      return `-j REDIRECT --to-ports ${target.port}`;
    case 'SNAT':
      return `-j SNAT --to-source ${formatTranslation(target)}${target.randomFully === true ? ' --random-fully' : ''}`;
    case 'MASQUERADE':
      return target.randomFully === true ? '-j MASQUERADE --random-fully' : '-j MASQUERADE';
    case 'VMAP':
    case 'NUMGEN':
    case 'NUMGEN_DNAT':
    case 'UPDATE':
      throw new Error(`iptables has no target ${target.type}`);
  }
}

function formatTranslation({ ip, port }: Extract<Target, { readonly type: 'DNAT' | 'SNAT' }>): string {
  if (ip === undefined) return `:${port ?? 0}`;
  return formatEndpoint(ip, port ?? 0);
}
