import { type Finding, type FindingDetails, formatObjectRef, type ObjectRef } from '../../../engine/objects.ts';
import { formatPath } from '../../../engine/text.ts';
import { say, type Sentences } from '../../sentences.ts';
import { FIELD_FINDINGS } from './fields.ts';
import { GATEWAY_FINDINGS } from './gateways.ts';
import { nameOf } from './lists.ts';
import { ADDRESS_FINDINGS, OBJECT_FINDINGS, SERVICE_FINDINGS } from './objects.ts';
import { POD_FINDINGS } from './pods.ts';
import { POLICY_FINDINGS } from './policies.ts';

/** What is worth telling about an object. A page fetches the sentences with what shows them. */
export function sayFinding(finding: Finding): string {
  const { code, path = [], object } = finding;
  const said = say(FINDINGS, finding, object);
  // What is wrong with a field itself begins with it, as the API server says it.
  return Object.hasOwn(FIELD_FINDINGS, code) && path.length > 0 ? `${formatPath(path)}: ${said}` : said;
}

const FINDINGS: Sentences<FindingDetails, [ObjectRef]> = {
  ...FIELD_FINDINGS,
  ...OBJECT_FINDINGS,
  ...ADDRESS_FINDINGS,
  ...SERVICE_FINDINGS,
  ...POD_FINDINGS,
  ...POLICY_FINDINGS,
  ...GATEWAY_FINDINGS,
  NOT_CONSIDERED: (detail, object) =>
    `${formatObjectRef(object)} ${couldChange(detail)}. ${
      detail.is === 'IN_PART'
        ? `Of it ${detail.fields.join(', ')} is not read: the list is the one without that.`
        : 'Its kind is not read: the list is the one without it.'
    }`,
};

function couldChange(detail: FindingDetails['NOT_CONSIDERED']): string {
  if (detail.is === 'MAY_HAVE_PODS') return 'may have pods that are not in the input';
  const [first, ...others] = detail.pods;
  const named = first === undefined ? 'pods' : `pod ${nameOf(first)}`;
  const pods = others.length === 0 ? named : `${named} and ${others.length} more`;
  return detail.is === 'MESH'
    ? `could make the proxies beside ${pods} refuse connections`
    : `selects ${pods} and could allow or refuse their connections`;
}
