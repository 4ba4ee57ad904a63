import type { Finding, FindingDetails } from '../../../engine/kubernetes/model/finding.ts';
import { say, type Sentences } from '../../sentences.ts';
import { FIELD_FINDINGS } from './fields.ts';

/** What is worth telling about an object. A page fetches the sentences with what shows them. */
export function sayFinding(finding: Finding): string {
  return 'message' in finding ? finding.message : say(FINDINGS, finding);
}

const FINDINGS: Sentences<FindingDetails> = FIELD_FINDINGS;
