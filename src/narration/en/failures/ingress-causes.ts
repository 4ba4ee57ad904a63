import type { StatedBy } from '../../../engine/objects.ts';
import type { IngressCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { pendingAddressText } from '../phrases/balancers.ts';
import { healthCheckText } from '../phrases/health-checks.ts';
import { albMistakeText, deniedText, shortName, elsewhereText } from '../phrases/ingresses.ts';
import { nameOf, ofClass, serviceName } from '../phrases/names.ts';

const statedBy = (by: StatedBy): string =>
  'params' in by ? `inboundCIDRs of IngressClassParams ${by.params}` : shortName(by.annotation);

/** Of Ingresses and what serves them. */
export const INGRESS_CAUSES: Sentences<IngressCauseDetails> = {
  INGRESS_NOT_SERVED: (detail) => {
    const label = `Ingress ${nameOf(detail.ingress)}`;
    switch (detail.is) {
      case 'PENDING':
        return [
          `${label} has no address: ${serviceName(detail.service)} of its controller is of type LoadBalancer and has not been given one (pending).`,
          ...(detail.because === undefined ? [] : [pendingAddressText(detail.because)]),
        ].join(' ');
      case 'NO_ADDRESS':
        return `${label} has no address: ${serviceName(detail.service)} of its controller is of type ${detail.type ?? 'unknown'}, which gets none from outside.`;
      case 'PASSED_OVER':
        return `${label} has no class and no IngressClass is the default: the controller behind ${serviceName(detail.service)} takes only Ingresses of its class.`;
      case 'NO_NODE_PORT':
        return `${label} is served by a load balancer of the cloud that sends to node ports, and ${serviceName(detail.service)} (${detail.type}) has none: a Service of type NodePort has, and with target-type ip, or network endpoint groups, it would send to pods.`;
      case 'EXTERNAL_NAME':
        return `${label} leads to ${serviceName(detail.service)}, which is of type ExternalName: ${detail.by === 'ALB' ? 'an ALB' : 'a load balancer of Google’s'} sends to nodes or pods, and a name is neither. A proxy in the cluster could go on to it.`;
      case 'NO_BACKEND_CONFIG':
        return `${label} is not synced: ${serviceName(detail.service)} names BackendConfig ${detail.config}, and its namespace has ${detail.has.join(', ') || 'none'}. GKE’s controller builds or changes no load balancer for the Ingress until there is one (no BackendConfig for service port exists).`;
      case 'ANNOTATION_UNREADABLE':
        return `${label} is served by an ALB that its controller does not build: it cannot read the annotation ${shortName(detail.annotation)}, ${albMistakeText(detail.mistake)}. That holds for all Ingresses of its group.`;
      case 'RANGES_CONFLICT': {
        const said = ({ ingress, ranges, by }: typeof detail.other): string =>
          `${ranges.join(', ')} (${statedBy(by)}) for Ingress ${nameOf(ingress)}`;
        return `${label} is served by an ALB that its controller does not build: two Ingresses of its group let in different ranges at port ${detail.port}, ${said(detail.other)} and ${said(detail)}. A port has one set of ranges.`;
      }
      case 'NAMESPACE_NOT_SELECTED':
        return `${label} has no address: IngressClassParams ${detail.params} of its class let only some namespaces have it (namespaceSelector), and ${detail.ingress.namespace} is none of them.`;
      case 'CLASS_BY_FIELD':
        return `${label} has no address: GKE’s controller goes by the annotation kubernetes.io/ingress.class and leaves alone what has an ingressClassName (${detail.className}).`;
      case 'NO_SECRET':
        return `${label} has no address: there is no Secret ${nameOf(detail.secret)}, which its tls names, and GKE’s controller fails to sync it (secrets "${detail.secret.name}" not found). It builds no load balancer, for plain HTTP neither.`;
      case 'NO_SECRET_NAME':
        return `${label} has no address: tls ${detail.place} names no Secret, and GKE’s controller fails to sync it (secret "" does not exist). Name one, or remove tls: with certificates of Google’s the annotation is enough, and which hosts they are for they say themselves.`;
      case 'NO_FRONTEND':
        return `${label} has no address: it has no certificate, and kubernetes.io/ingress.allow-http is false, so neither HTTPS nor HTTP is left to listen for. GKE’s controller fails to sync it (invalid ingress frontend configuration).`;
      case 'INTERNAL_WITH_BOTH':
        return `${label} has no address: it is of class gce-internal, which does not serve HTTP and HTTPS at one address. With a certificate kubernetes.io/ingress.allow-http has to be false; GKE’s controller fails to sync it.`;
      case 'INTERNAL_REDIRECT':
        return `${label} has no address: FrontendConfig ${nameOf(detail.config)} has HTTP redirected, which an internal load balancer of Google’s cannot. GKE’s controller fails to sync it (cannot enable HTTPS Redirects with L7 ILB).`;
      case 'NO_LISTENER': {
        const { by, port, ports, off } = detail;
        const at = `The ${by === 'ALB' ? 'ALB' : 'load balancer of Google’s'} of ${label} listens at port ${ports.join(', ')}, not at ${port}`;
        if (off !== undefined) return `${at}: ${off} is false.`;
        return port === 443 ? `${at}: no certificate is named for it.` : `${at}.`;
      }
      case 'NO_CONTROLLER': {
        const { className, classes } = detail;
        const known = classes.length === 0 ? 'no IngressClass is given' : `there is ${classes.join(', ')}`;
        return `${label} has no address: no controller serves ${ofClass(className)}; ${known}.`;
      }
    }
  },
  INGRESS_NO_MATCH: (detail) => {
    if (detail.is === 'PASSED_OVER')
      return `No Ingress is served here: Ingress ${nameOf(detail.ingress)} has no class, and the controller takes only those of its class.`;
    if (detail.is === 'OTHER_CLASS')
      return `No Ingress is served here: Ingress ${nameOf(detail.ingress)} is of class ${detail.className}, which this controller does not take.`;
    if (detail.is === 'CANARY_ALONE')
      return `Ingress ${nameOf(detail.ingress)} is a canary, and no other Ingress has its host: ingress-nginx serves a canary only beside the one that it stands in for.`;
    if (detail.is === 'CONDITIONS')
      return `A rule of Ingress ${nameOf(detail.ingress)} has the host and the path, and the request lacks what ${shortName(detail.annotation)} asks for as well: ${detail.unmet.join(', ')}. No other rule takes it: 404.`;
    const nothing = `No Ingress rule matches ${detail.host}${detail.path}, and there is no default backend.`;
    if (detail.is === 'HOST') return `${nothing} The hosts that have rules are ${detail.hosts.join(', ') || 'none'}.`;
    const paths = detail.paths.map(({ path, pathType }) => `${path} (${pathType})`);
    return `${nothing} The paths of that host are ${paths.join(', ') || 'none'}.`;
  },
  INGRESS_BACKEND_NOT_FOUND: (detail) => {
    switch (detail.is) {
      case 'NO_SERVICE':
        return `Ingress ${nameOf(detail.ingress)} names ${serviceName(detail.service)}, which does not exist.${elsewhereText(detail.elsewhere)}`;
      case 'NO_ACTION':
        return `A backend of Ingress ${nameOf(detail.ingress)} has port use-annotation, which stands for the annotation actions.${detail.action}; it has ${detail.has.map((name) => `actions.${name}`).join(', ') || 'none such'}. The ALB answers 503.`;
    }
  },
  INGRESS_BACKEND_PORT_NOT_FOUND: ({ service, port, has }) =>
    `${serviceName(service)} has no port ${port}; it has ${has.join(', ')}.`,
  INBOUND_RANGE_NOT_ALLOWED: ({ ingress, ranges, ip, by }) =>
    `The security group of the ALB of Ingress ${nameOf(ingress)} lets in ${ranges.join(', ')} (${statedBy(by)}); what comes from ${ip} is dropped.`,
  HEALTH_CHECK_FAILS: ({ service, check, serves }) =>
    `Google’s load balancer sends only to targets that pass its health check (${healthCheckText(check)}), and no pod of ${serviceName(service)} listens there; they serve port ${serves}. It answers 502.`,
  INGRESS_ANSWERS_ITSELF: ({ is, ingress, annotation, status }) => {
    const action = `${shortName(annotation)} of Ingress ${nameOf(ingress)}`;
    return is === 'ALL_WEIGHT_0'
      ? `The ALB answers ${status} by itself: all target groups of ${action} have weight 0, so none of them gets a request.`
      : `The ALB answers ${status} by itself, as ${action} says (fixed-response); no pod is asked.`;
  },
  INGRESS_REFUSES_ADDRESS: ({ is, ingress, ip, ranges, annotation, client, service }) => {
    const by =
      annotation === undefined
        ? 'The controller’s ConfigMap'
        : `${shortName(annotation)} of Ingress ${nameOf(ingress)}`;
    const said = is === 'DENIED' ? `refuses ${ranges.join(', ')}` : `allows ${ranges.join(', ')} only`;
    const seen = `${by} ${said}, and the controller sees ${ip}: 403.`;
    if (client === undefined) return seen;
    const where = service === undefined ? '' : ` behind ${serviceName(service)}`;
    return `${seen} The client is ${client}; its address was replaced on the way${where}.`;
  },
  INGRESS_ASKS_FOR_PROOF: (detail) => {
    const label = `Ingress ${nameOf(detail.ingress)}`;
    switch (detail.is) {
      case 'BASIC':
      case 'DIGEST':
        return `${label} asks for a name and a password (auth-type ${detail.is.toLowerCase()}), and the request has no Authorization header: 401.`;
      case 'EXTERNAL': {
        const by = detail.global ? 'The controller' : label;
        return `${by} asks ${detail.asks} whether to let the request in (${detail.global ? 'global-auth-url' : 'auth-url'}); it brings no cookie and no Authorization header: 401.`;
      }
      case 'CERTIFICATE':
        return `${label} asks clients for a certificate that Secret ${detail.secret} vouches for (auth-tls-secret), and the request brings none.`;
    }
  },
  INGRESS_BACKEND_PROTOCOL: ({ is, speaks, service, port, by, text, passthroughOff }) => {
    const told = {
      appProtocol: `its appProtocol is ${text}`,
      name: `it is named ${text}`,
      containerName: `the container’s port is named ${text}`,
      number: `it leads to ${text}`,
    }[by];
    const label = `Port ${port} of ${serviceName(service)}`;
    if (is === 'FASTCGI_TO_OTHER')
      return `${label} speaks ${speaks} (${told}), and the annotation backend-protocol has the controller speak FastCGI to it: what comes back is none, 502.`;
    return is === 'PLAIN_TO_TLS'
      ? `${label} speaks TLS (HTTPS; ${told}), and the controller sends it plain HTTP, as no annotation backend-protocol says otherwise: the backend answers 400.${passthroughOff === true ? ' Its ssl-passthrough has no effect: the controller runs without --enable-ssl-passthrough.' : ''}`
      : `${label} speaks plain HTTP (${told}), and the annotation backend-protocol has the controller speak TLS (HTTPS) to it: the handshake fails, 502.`;
  },
  INGRESS_ANNOTATION_INVALID: ({ ingress, annotation, why }) => {
    return `In Ingress ${nameOf(ingress)} ${deniedText(annotation, why)}: ingress-nginx answers 503 for all of its paths.`;
  },
  INGRESS_PROXY_PROTOCOL: ({ is, pod, service }) => {
    const label = `The Ingress controller (pod ${nameOf(pod)})`;
    if (is === 'EXPECTED')
      return `${label} takes only connections that begin with a PROXY protocol header (use-proxy-protocol), which a load balancer adds; this one does not come through it, so it is closed.`;
    const by = service === undefined ? 'The load balancer' : `The load balancer of ${serviceName(service)}`;
    return `${by} puts a PROXY protocol header in front, and ${label.replace('The', 'the')} does not expect it (use-proxy-protocol): it takes it for a broken request.`;
  },
};
