import type { MomentCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { serviceName } from '../phrases/names.ts';

const WHAT = {
  STOPPED_LISTENING: 'stopped listening',
  STARTED: 'was started',
  HUNG: 'stopped answering',
  CRASHED: 'crashed',
} as const;

/** Of failures that are a matter of time. */
export const MOMENT_CAUSES: Sentences<MomentCauseDetails> = {
  NODE_DOWN: ({ node, silentFor, readyFor }) => {
    const silent = silentFor < JUST_NOW ? 'does not answer' : `has not answered for ${seconds(silentFor)}`;
    return readyFor === undefined
      ? `Node ${node} ${silent}; who sends to it has not been told yet.`
      : `Node ${node} ${silent}; it counts as ready for another ${seconds(readyFor)}, and its pods as endpoints.`;
  },
  STALE_ENDPOINTS: ({ node, pod, what, ago, noneReady, syncsIn }) => {
    const who = node === undefined ? 'The Service' : `${node}’s kube-proxy`;
    const synced = syncsIn === undefined ? '' : `; it syncs in ${seconds(syncsIn)}`;
    const then = noneReady === undefined ? synced : `; ${serviceName(noneReady)} has no endpoint that is ready`;
    return `${who} still sends to ${pod}, which ${WHAT[what]} ${since(ago)}${then}.`;
  },
  NOT_LISTENING_YET: ({ pod, ago, listensIn }) => {
    const when = listensIn === undefined ? '' : ` and listens in ${seconds(listensIn)}`;
    return `${pod} was started ${since(ago)}${when}; without a readinessProbe it counts as ready at once.`;
  },
  FAILURE_NOT_NOTICED: ({ pod, what, ago, noticedIn, probed }) => {
    const happened = `${pod} ${WHAT[what]} ${since(ago)}`;
    if (noticedIn !== undefined)
      return `${happened}; it counts as ready for another ${seconds(noticedIn)}, until the kubelet has noticed.`;
    return probed ? `${happened}.` : `${happened}; it has no readinessProbe, so nothing notices.`;
  },
};

/** "1.2 s ago". */
function since(milliseconds: number): string {
  return milliseconds < JUST_NOW ? 'just now' : `${seconds(milliseconds)} ago`;
}

/** Rounds to no tenth of a second. */
const JUST_NOW = 50;

/** "0.8 s", "12 s" */
function seconds(milliseconds: number): string {
  const value = Math.max(milliseconds, 0) / 1000;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} s`;
}
