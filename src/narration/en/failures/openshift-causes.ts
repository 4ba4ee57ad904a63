import type { OpenShiftCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { nameOf } from '../findings/lists.ts';
import { pendingAddressText } from '../phrases/balancers.ts';
import { serviceName } from '../phrases/names.ts';

type InvalidRoute = Extract<Refusal, { readonly is: 'INVALID' }>['why'];
type Refusal = Extract<OpenShiftCauseDetails['OPENSHIFT_ROUTE_NO_MATCH'], { readonly is: 'REFUSED' }>['because'];

const INVALID: Readonly<Record<InvalidRoute, string>> = {
  PASSTHROUGH_PATH: ': passthrough termination does not support paths',
  PATH_START: ': path must begin with /',
  PASSTHROUGH_INSECURE: ': with passthrough termination it may be None or Redirect',
  NO_SERVICE: '',
  TOO_MANY_BACKENDS: ': cannot specify more than 3 alternate backends',
};

function refusalText(because: Refusal): string {
  switch (because.is) {
    case 'REPORTED':
      return `its status says that it is not admitted${because.reason === '' ? '' : ` (${because.reason})`}`;
    case 'CLAIMED':
      return `the older Route ${nameOf(because.by)} has its host (HostAlreadyClaimed)`;
    case 'WILDCARD':
      return 'routers take no wildcardPolicy Subdomain unless their IngressController allows it (routeAdmission.wildcardPolicy)';
    case 'INVALID': {
      const written = because.value === undefined ? 'Required value' : `Invalid value: "${because.value}"`;
      return `the API server does not take it: spec.${because.path.join('.')}: ${written}${INVALID[because.why]}`;
    }
    case 'NO_HOST':
      return 'it has no host, and the domain of the cluster is not given';
  }
}

/** Of OpenShift's Routes. */
export const OPENSHIFT_CAUSES: Sentences<OpenShiftCauseDetails> = {
  OPENSHIFT_ROUTE_NOT_SERVED: (detail) => {
    const label = `Route ${nameOf(detail.route)} has no address:`;
    switch (detail.is) {
      case 'PENDING':
        return [
          `${label} ${serviceName(detail.service)} of its router is of type LoadBalancer and has not been given one (pending).`,
          ...(detail.because === undefined ? [] : [pendingAddressText(detail.because)]),
        ].join(' ');
      case 'NO_ADDRESS':
        return `${label} ${serviceName(detail.service)} of its router is of type ${detail.type}, which gets none from outside, and no router is on its host’s network.`;
      case 'NO_FRONT':
        return `${label} no Service is in front of the routers, and none of them is on its host’s network.`;
    }
  },
  OPENSHIFT_ROUTE_NO_MATCH: (detail) => {
    switch (detail.is) {
      case 'HOST': {
        const { host, hosts } = detail;
        return `No Route is for ${host}${hosts.length === 0 ? '' : `; they are for ${hosts.join(', ')}`}: the router answers 503.`;
      }
      case 'PATH':
        return `No Route of ${detail.host} is for ${detail.path}; they are for ${detail.paths.join(', ')}: the router answers 503.`;
      case 'REFUSED':
        return `Route ${nameOf(detail.route)} is not served: ${refusalText(detail.because)}.`;
      case 'SECURE':
        return `Route ${nameOf(detail.route)} takes TLS alone: without insecureEdgeTerminationPolicy the router answers http to ${detail.host} with 503.`;
      case 'PLAIN':
        return `Route ${nameOf(detail.route)} has no tls: the router answers https to ${detail.host} with 503.`;
    }
  },
  OPENSHIFT_ROUTE_NO_BACKENDS: (detail) => {
    const route = `Route ${nameOf(detail.route)}`;
    switch (detail.is) {
      case 'ALL_WEIGHT_0':
        return `All backends of ${route} have the weight 0: the router has nowhere to send requests.`;
      case 'NO_SERVICE':
        return `${route} names Service ${nameOf(detail.service)}, which does not exist.`;
      case 'NO_PORT': {
        const { names, ports } = detail;
        const has = names.length === 0 ? 'its ports have no names' : `its ports are called ${names.join(', ')}`;
        return `${route} has targetPort ${detail.port}, which is neither the name of a port of Service ${nameOf(detail.service)} (${has}) nor a port of its pods (${ports.join(', ')}): the router has no endpoint.`;
      }
    }
  },
};
