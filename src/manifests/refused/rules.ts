import { NETWORK_RULES } from './rules-of-networks.ts';
import { POD_RULES } from './rules-of-pods.ts';
import type { TypeRule } from './rule.ts';
import { WORKLOAD_RULES } from './rules-of-workloads.ts';

/** By type, as it is published. */
export const RULES: Readonly<Record<string, TypeRule>> = { ...POD_RULES, ...WORKLOAD_RULES, ...NETWORK_RULES };
