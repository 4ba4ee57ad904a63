import type { BpfStep, IpvsStep, RedirectStep, RuleStep, TunnelStep } from '../../engine/linux/trace.ts';
import type { Narration, NarrationContext } from '../narrator.ts';

/** Steps that only programs beyond what most clusters need take. */
type ProgramStep = IpvsStep | BpfStep | TunnelStep | RedirectStep;

/** The words for what those programs do (engine/routing/install-programs.ts). */
interface ProgramNarration {
  readonly step: (step: ProgramStep, context: NarrationContext) => Narration;
  /** A rule of the network policy program; `place` says which it is. */
  readonly policyRule: (step: RuleStep, place: string) => Narration;
}

let installed: ProgramNarration | undefined;

/** Makes them known, once and for all. */
export function installProgramNarration(narration: ProgramNarration): void {
  installed = narration;
}

/** Undefined until install-programs.ts has been loaded, together with the programs themselves. */
export function programNarration(): ProgramNarration | undefined {
  return installed;
}
