import type { Assumption } from '../../src/engine/kubernetes/model/assumption.ts';
import type { CauseFacts } from '../../src/engine/routing/outcome/cause-details.ts';
import type { Fix } from '../../src/engine/routing/outcome/fix.ts';
import type { NotConsidered } from '../../src/engine/routing/outcome/not-considered.ts';
import type { Finding } from '../../src/engine/kubernetes/model/finding.ts';
import type { RequestError } from '../../src/engine/routing/request/request-error.ts';
import type { Diagnostic } from '../../src/manifests/diagnostic.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';

// The sentences that people read, for tests that are about them.

export const saidError = (error: RequestError): string => ENGLISH.requestError(error);

export const saidFinding = (finding: Finding): string => ENGLISH.finding(finding);

/** "" where there is none. */
export const saidDiagnostic = (diagnostic: Diagnostic | undefined): string =>
  diagnostic ? ENGLISH.diagnostic(diagnostic) : '';

export const saidAssumption = (assumption: Assumption): string => ENGLISH.assumption(assumption);

export const saidNotConsidered = (found: NotConsidered): string => ENGLISH.notConsidered(found);

/** "" where there is none. */
export const saidCause = (cause: CauseFacts | null | undefined): string => (cause ? ENGLISH.cause(cause) : '');

/** "" where there is none. */
export const saidFix = (fix: Fix | undefined): string => (fix ? ENGLISH.fix(fix) : '');
