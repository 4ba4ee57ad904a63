import fc from 'fast-check';
import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { createDice } from '../../../scenario/dice.ts';
import { generateBoard } from '../../../scenario/generated-board.ts';
import { SCENARIOS } from '../../routing/causes/scenarios.ts';
import { BALANCED_BOARDS } from './balanced-boards.ts';

const MODES = ['iptables', 'nftables', 'ipvs', 'ebpf'] as const;

export type Mode = (typeof MODES)[number];

export interface Board {
  readonly objects: readonly RawObject[];
  readonly interventions: readonly Intervention[];
  readonly overrides: ClusterOverrides & { readonly proxyMode: Mode };
}

/** Clusters whose fields are edited one by one, in every mode. */
export const BOARDS: readonly Board[] = [
  ...BALANCED_BOARDS.flatMap((objects) => MODES.map(() => ({ objects, interventions: [], overrides: {} }))),
  ...SCENARIOS.map(({ objects, interventions = [] }) => ({ objects, interventions, overrides: {} })),
  ...fc.sample(fc.gen(), { seed: 7, numRuns: 40 }).map((gen) => generateBoard(createDice(gen)).document),
].map((board, at) => {
  const proxyMode = MODES[at % MODES.length] ?? 'iptables';
  return { ...board, overrides: { ...board.overrides, proxyMode } };
});
