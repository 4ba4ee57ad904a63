// What of the texts in a container decides where packets go.

import type { Fields } from '../fields/field.ts';
import { NGINX_FLAG } from '../fields/entries/nginx-annotations.ts';
import { listeningWords, saysAddress, tells } from './listening.ts';

/** Variables by which a CNI's DaemonSet says how it sends packets. */
const CNI_VARIABLES = [
  'AWS_VPC_K8S_CNI_EXTERNALSNAT',
  'CALICO_IPV4POOL_CIDR',
  'CALICO_IPV4POOL_IPIP',
  'CALICO_IPV4POOL_VXLAN',
  'FELIX_IPINIPMTU',
  'FELIX_VXLANMTU',
  // Of kube-vip.
  'bgp_enable',
  'svc_election',
  'svc_enable',
] as const;
export type CniVariable = (typeof CNI_VARIABLES)[number];
/** Variables that decide where packets go. */
export const decides = ({ name, value: given }: Fields): boolean =>
  CNI_VARIABLES.some((known) => known === name) ||
  (typeof name === 'string' && typeof given === 'string' && tells(name) && saysAddress(given));

/** The option of aws-node that has it enforce NetworkPolicies. */
export const ENABLE_POLICY = /enable-network-policy=true/;
/** The addresses NodeLocal DNSCache answers at, in the same argument or in the next. */
export const LOCAL_IP = /^--?localip\b/;
/** How long a preStop command sleeps. */
export const SLEEP = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/;

/** Of a preStop command only that it sleeps. */
export function slept(command: readonly string[]): readonly string[] {
  const found = SLEEP.exec(command.join(' '));
  return found === null ? [] : [found[0].replace(/^[\s;&/]/, '')];
}

/** What rewrites the network of a pod from within. */
const NETWORK_TOOL = /\b(iptables|ip6tables|nft|ip (?:route|rule))\b/;

/** Of a command line what decides where packets go; of a script that changes the pod's network, with which tool. */
export const deciding = (all: readonly string[]): readonly string[] => {
  const words = listeningWords(all);
  return all.flatMap((each, index) => {
    const before = all[index - 1] ?? '';
    const follows = !before.includes('=');
    if (ENABLE_POLICY.test(each) || LOCAL_IP.test(each) || (follows && LOCAL_IP.test(before))) return [each];
    if (NGINX_FLAG.test(each) || (follows && NGINX_FLAG.test(before))) return [each];
    const tools = NETWORK_TOOL.exec(each)?.slice(1) ?? [];
    const found = [...tools, ...words.filter(({ at }) => at === index).map(({ text }) => text)];
    // One word of a script is a script still.
    return found.length === 0 ? [] : [found.length === 1 && /\s/.test(each) ? `${found[0]} ` : found.join(' ')];
  });
};
