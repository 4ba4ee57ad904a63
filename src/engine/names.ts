/** Names, as they are answered in a pod. */
export type { DnsQuestion } from './routing/dns/lookup-name.ts';
export { resolverConfig } from './routing/dns/resolver-config.ts';
export { answerReverse } from './routing/dns/reverse-zone.ts';
export { lookUpInPod } from './routing/resolve/look-up.ts';
export { parseTarget } from './routing/request/parse-target.ts';
