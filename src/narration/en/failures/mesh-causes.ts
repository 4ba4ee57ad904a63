import { formatObjectRef } from '../../../engine/objects.ts';
import type { MeshCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { podName } from '../phrases/names.ts';

type Demands = MeshCauseDetails['MESH_DEMANDS_MUTUAL_TLS'];

function whyPlain(detail: Demands): string {
  switch (detail.client) {
    case 'NO_PROXY':
      return 'The client speaks plainly, as it has no proxy of the mesh or the connection passes it by; the connection is reset. Give the client a proxy, or let the policy take both kinds.';
    case 'PASSED_THROUGH':
      return 'The client’s proxy knows no Service by what was called, so it passed the bytes through as they were; the connection is reset. Call the Service by its name, or let the policy take both kinds.';
    case 'RULE':
      return `${formatObjectRef(detail.rule)} has the client’s proxy speak otherwise (mode ${detail.mode}); the connection is reset.`;
  }
}

/** Of meshes. */
export const MESH_CAUSES: Sentences<MeshCauseDetails> = {
  MESH_DEMANDS_MUTUAL_TLS: (detail) =>
    `The proxy before port ${detail.port} of ${podName(detail.pod)} takes mutual TLS (mTLS) alone: ${formatObjectRef(detail.policy)} says STRICT. ${whyPlain(detail)}`,
  MESH_REFUSES: (detail) => {
    const { pod, port, policy, client, principal, asked } = detail;
    const who = principal === undefined ? `${client}, who has not shown who it is` : principal;
    const what = asked === undefined ? `a connection to port ${port}` : `${asked} on port ${port}`;
    const end =
      asked === undefined ? 'The proxy resets the connection.' : 'The proxy answers 403 (RBAC: access denied).';
    if (detail.is === 'DENY')
      return `Rule ${detail.rule + 1} of ${formatObjectRef(policy)} denies ${what} of ${podName(pod)} to ${who}. ${end}`;
    const all = [policy, ...detail.others].map(formatObjectRef).join(' and ');
    return `${all} ${detail.others.length === 0 ? 'allows' : 'allow'} ${podName(pod)} to be called by some alone, and no rule is for ${what} by ${who}. ${end}`;
  },
  MESH_SERVER_SPEAKS_PLAIN: ({ pod, port, rule, policy }) =>
    `${formatObjectRef(rule)} has the client’s proxy speak mutual TLS (mTLS), and port ${port} of ${podName(pod)} does not: ${policy === undefined ? 'it has no proxy of the mesh' : `${formatObjectRef(policy)} says DISABLE`}. The proxy answers 503.`,
};
