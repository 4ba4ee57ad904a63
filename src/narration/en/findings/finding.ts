import type { Finding, FindingDetails } from '../../../engine/kubernetes/model/finding.ts';
import { say, type Sentences } from '../../sentences.ts';
import { FIELD_FINDINGS } from './fields.ts';
import { ADDRESS_FINDINGS, OBJECT_FINDINGS, SERVICE_FINDINGS } from './objects.ts';
import { POD_FINDINGS } from './pods.ts';
import { POLICY_FINDINGS } from './policies.ts';

/** What is worth telling about an object. A page fetches the sentences with what shows them. */
export function sayFinding(finding: Finding): string {
  return 'message' in finding ? finding.message : say(FINDINGS, finding);
}

const FINDINGS: Sentences<FindingDetails> = {
  ...FIELD_FINDINGS,
  ...OBJECT_FINDINGS,
  ...ADDRESS_FINDINGS,
  ...SERVICE_FINDINGS,
  ...POD_FINDINGS,
  ...POLICY_FINDINGS,
};
