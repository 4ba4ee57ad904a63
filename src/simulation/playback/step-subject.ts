import { type Subject, stepOrigin, type Step } from '../../engine/packets.ts';

/** The object on whose behalf a step happened; undefined: none. */
export function stepSubject(step: Step): Subject | undefined {
  switch (step.type) {
    case 'RULE':
      return stepOrigin(step).subject;
    case 'TRANSLATE':
      return step.detail.origin.subject;
    case 'IPVS':
      return step.detail.server.origin.subject;
    case 'BPF':
      return step.detail.frontend.origin.subject;
    case 'SOCKET':
      return step.detail.socket?.origin.subject;
    case 'ROUTE':
      return step.detail.route?.origin.subject;
    case 'REDIRECT':
      return step.detail.origin.subject;
    case 'TLS_TERMINATED':
    case 'ROUTE_MATCHED':
    case 'NO_ROUTE_MATCHED':
      return step.detail.entry;
    case 'SIDECAR':
      return step.detail.service ?? step.detail.by;
    default:
      return undefined;
  }
}
