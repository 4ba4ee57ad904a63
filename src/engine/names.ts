/** Names, as DNS answers them. */
export { clusterServer, outsideServer } from './routing/dns/dns-answers.ts';
export { isClusterDns } from './routing/dns/dns-server.ts';
export { type DnsQuestion, lookupName } from './routing/dns/lookup-name.ts';
export { resolverConfig, searchedNames } from './routing/dns/resolver-config.ts';
export { answerReverse } from './routing/dns/reverse-zone.ts';
