// Imported for its effect: the words for programs that few clusters have.
import './install-failures.ts';
import { narratePolicyRule } from './policy-rule.ts';
import { installProgramNarration } from './program-narration.ts';
import { narrateBpf, narrateIpvs } from './program-step.ts';
import { narrateRedirect, narrateTunnel } from './tunnel-step.ts';

installProgramNarration({
  policyRule: narratePolicyRule,
  step(step, context) {
    switch (step.type) {
      case 'IPVS':
        return narrateIpvs(step, context);
      case 'BPF':
        return narrateBpf(step, context);
      case 'TUNNEL':
        return narrateTunnel(step, context);
      case 'REDIRECT':
        return narrateRedirect(step, context);
    }
  },
});
