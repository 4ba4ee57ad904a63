/** Hosts as the tools of Linux print them, and a network as a script of network namespaces. */
export { formatNodeRuleset } from './dataplane/build/ruleset-text.ts';
export { formatLab, type LabScript } from './dataplane/lab/format-lab.ts';
export {
  formatAddress,
  formatFdb,
  formatNeighbor,
  formatRoute,
  formatRoutingRule,
  formatRuleset,
} from './linux/print/print.ts';
export { publishedPorts } from './dataplane/machine/published-ports.ts';
