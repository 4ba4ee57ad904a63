/** A rule as iptables-save or nft prints it. */
export { formatRule } from './linux/print/print-rule.ts';
