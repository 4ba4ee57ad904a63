import { sayAssumption } from './findings/assumptions.ts';
import { sayCondition } from './findings/conditions.ts';
import { sayFinding } from './findings/finding.ts';
import { sayDiagnostic } from './manifests/diagnostic.ts';
import { pendingText } from './findings/pending.ts';
import { createEnglish } from './english.ts';
import { RARE_WORDS } from './rare-words.ts';

/** English that tells everything there is to tell. */
export const ENGLISH = createEnglish({
  ...RARE_WORDS,
  assumption: sayAssumption,
  pending: pendingText,
  condition: sayCondition,
  finding: sayFinding,
  diagnostic: sayDiagnostic,
});
