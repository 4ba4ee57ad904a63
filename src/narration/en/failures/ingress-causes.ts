import type { IngressCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { nameOf, serviceName } from '../phrases/names.ts';

/** Of Ingresses and what serves them. */
export const INGRESS_CAUSES: Sentences<Omit<IngressCauseDetails, 'INGRESS_NO_ENDPOINTS'>> = {
  INGRESS_NOT_SERVED: (detail) => {
    const label = `Ingress ${nameOf(detail.ingress)}`;
    switch (detail.is) {
      case 'PENDING':
        return `${label} has no address: ${serviceName(detail.service)} of its controller is of type LoadBalancer and has not been given one (pending).`;
      case 'NO_ADDRESS':
        return `${label} has no address: ${serviceName(detail.service)} of its controller is of type ${detail.type ?? 'unknown'}, which gets none from outside.`;
      case 'PASSED_OVER':
        return `${label} has no class and no IngressClass is the default: the controller behind ${serviceName(detail.service)} takes only Ingresses of its class.`;
      case 'NO_CONTROLLER': {
        const { className, classes } = detail;
        const known = classes.length === 0 ? 'no IngressClass is given' : `there is ${classes.join(', ')}`;
        return `${label} has no address: no controller serves class ${className}; ${known}.`;
      }
    }
  },
  INGRESS_NO_MATCH: (detail) => {
    if (detail.is === 'PASSED_OVER')
      return `No Ingress is served here: Ingress ${nameOf(detail.ingress)} has no class, and the controller takes only those of its class.`;
    const nothing = `No Ingress rule matches ${detail.host}${detail.path}, and there is no default backend.`;
    if (detail.is === 'HOST') return `${nothing} The hosts that have rules are ${detail.hosts.join(', ') || 'none'}.`;
    const paths = detail.paths.map(({ path, pathType }) => `${path} (${pathType})`);
    return `${nothing} The paths of that host are ${paths.join(', ') || 'none'}.`;
  },
  INGRESS_BACKEND_NOT_FOUND: (detail) =>
    detail.is === 'NO_SERVICE'
      ? `Ingress ${nameOf(detail.ingress)} names ${serviceName(detail.service)}, which does not exist.`
      : `${serviceName(detail.service)} has no port ${detail.port}; it has ${detail.has.join(', ')}.`,
};
