import type { CauseDetails } from '../outcome/cause-details.ts';
import type { ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { DeniedLocation } from '../../kubernetes/model/nginx-ingress.ts';
import { NGINX_PREFIX } from '../../kubernetes/fields/entries/nginx-annotations.ts';
import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import { cidrContains, hostCidr } from '../../net/cidr.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause, HttpExchange } from '../outcome/outcome.ts';
import { sendsProxyProtocol } from '../run/onward.ts';
import type { Proxied } from '../run/routing-programs.ts';
import { type Located, refOf } from './ingress-backend.ts';
import type { Refusal } from './nginx-access.ts';
import type { NginxRequest } from './nginx-request.ts';
import type { NginxServed } from './nginx-servers.ts';
import type { NginxEntry, NginxVisit } from './nginx-visit.ts';
import type { TlsEvidence } from '../causes/speaks-tls.ts';

interface Told {
  readonly http: HttpExchange;
  readonly cause?: Cause;
}

const annotationPath = (key: string) => ['metadata', 'annotations', key] as const;

/** The answer to somebody who is not let in, with its cause; a redirect to where one signs in has none. */
export function explainRefusal(
  visit: NginxVisit,
  { ingress, refusal }: { readonly ingress: NginxServed; readonly refusal: Refusal },
): Told {
  const object = refOf(ingress);
  const names = namesOf(ingress);
  switch (refusal.is) {
    case 'NOT_ALLOWED':
    case 'DENIED':
      return { http: { status: 403 }, cause: explainAddress(visit, ingress, refusal) };
    case 'BASIC':
    case 'DIGEST': {
      const detail = { is: refusal.is, ingress: names } as const;
      const path = annotationPath(`${NGINX_PREFIX}auth-type`);
      return { http: { status: 401 }, cause: { code: 'INGRESS_ASKS_FOR_PROOF', detail, object, path } };
    }
    case 'EXTERNAL': {
      const { url, global, location } = refusal;
      if (location !== undefined) return { http: { status: 302, location, filters: ['auth-signin'] } };
      const detail = { is: 'EXTERNAL', ingress: names, asks: hostIn(url), global } as const;
      const path = global ? {} : { path: annotationPath(`${NGINX_PREFIX}auth-url`) };
      return { http: { status: 401 }, cause: { code: 'INGRESS_ASKS_FOR_PROOF', detail, object, ...path } };
    }
  }
}

/** Who is asked, without what is asked. */
const hostIn = (url: string): string => url.replace(/^\w+:\/\/([^/\s@]*@)?/, '').replace(/[/?].*$/s, '');

type AddressRefusal = Extract<Refusal, { readonly is: 'DENIED' | 'NOT_ALLOWED' }>;

function explainAddress(visit: NginxVisit, ingress: NginxServed, { is, ranges }: AddressRefusal): Cause {
  const { request, arrived, front } = visit;
  const object = refOf(ingress);
  const annotation = annotationOf(ingress, is);
  const client = arrived.flow.sourceIP;
  const moved = arrived.final.sourceIP !== client && request.client === arrived.final.sourceIP;
  const detail = {
    is,
    ingress: namesOf(ingress),
    ip: request.client,
    ranges,
    ...(annotation !== undefined && { annotation }),
    ...(moved && { client }),
    ...(moved && front !== undefined && { service: namesOf(front) }),
  };
  const path = annotation === undefined ? {} : { path: annotationPath(annotation) };
  const cause = { code: 'INGRESS_REFUSES_ADDRESS', detail, object, ...path } as const;
  if (is === 'DENIED') return cause;
  const wouldFit = moved && ranges.some((cidr) => cidrContains(cidr, client));
  if (wouldFit && front?.externalTrafficPolicy === 'Cluster') return { ...cause, fix: keepAddress(front) };
  if (annotation === undefined) return cause;
  const value = [...ranges, hostCidr(request.client)].join(',');
  const fix = { code: 'ADD_TO_ANNOTATION', detail: { annotation, value: hostCidr(request.client) } } as const;
  return { ...cause, fix: { ...fix, object, path: annotationPath(annotation), value } };
}

/** The annotation that says so; undefined: it is set for all. */
function annotationOf({ object }: NginxServed, is: AddressRefusal['is']): string | undefined {
  const names = is === 'DENIED' ? ['denylist'] : ['whitelist', 'allowlist'];
  return names
    .map((name) => `${NGINX_PREFIX}${name}-source-range`)
    .find((key) => object.metadata.annotations?.[key] !== undefined);
}

function keepAddress(front: ClusterService): NonNullable<Cause['fix']> {
  const object = { kind: 'Service', namespace: front.namespace, name: front.name };
  const detail = { field: 'externalTrafficPolicy', value: 'Local' };
  return { code: 'SET_FIELD', detail, object, path: ['spec', 'externalTrafficPolicy'], value: 'Local' };
}

/** A client without a certificate, where one is asked for; undefined: it gets on. // nginx: 495 and 496 go out as 400 */
export function explainCertificate(ingress: NginxServed, { scheme }: NginxRequest): Told | undefined {
  const asked = ingress.nginx.clientCertificate;
  if (asked === undefined) return undefined;
  const demanded = scheme === 'https' && asked.demanded;
  if (!demanded && asked.matchCN === undefined) return undefined;
  if (demanded && asked.errorPage !== undefined)
    return { http: { status: 302, location: asked.errorPage, filters: ['auth-tls-error-page'] } };
  const detail = { is: 'CERTIFICATE', ingress: namesOf(ingress), secret: asked.secret } as const;
  const path = annotationPath(`${NGINX_PREFIX}auth-tls-secret`);
  const cause: Cause = { code: 'INGRESS_ASKS_FOR_PROOF', detail, object: refOf(ingress), path };
  return { http: { status: demanded ? 400 : 403 }, cause };
}

export function explainDenied(ingress: NginxServed, { annotation, why }: DeniedLocation): Cause {
  const detail = { ingress: namesOf(ingress), annotation, why };
  return { code: 'INGRESS_ANNOTATION_INVALID', detail, object: refOf(ingress), path: annotationPath(annotation) };
}

/** A proxy and a backend of which one speaks TLS and the other plain HTTP. */
export function explainProtocol(
  ingress: NginxServed,
  { service, port }: Extract<Located, { readonly ok: true }>,
  { speaks, by, text }: TlsEvidence,
  is: CauseDetails['INGRESS_BACKEND_PROTOCOL']['is'],
): Cause {
  const object = refOf(ingress);
  const key = `${NGINX_PREFIX}backend-protocol`;
  const detail = {
    is,
    ...(is === 'FASTCGI_TO_OTHER' && { speaks: speaks ? ('HTTPS' as const) : ('HTTP' as const) }),
    ingress: namesOf(ingress),
    service: namesOf(service),
    port: port.port,
    by,
    text,
    ...withoutFlag(ingress),
  } as const;
  const value = speaks ? 'HTTPS' : 'HTTP';
  const path = annotationPath(key);
  const fix = { code: 'SET_ANNOTATION', detail: { annotation: key, value }, object, path, value } as const;
  return { code: 'INGRESS_BACKEND_PROTOCOL', detail, object, path, fix };
}

/** That ssl-passthrough is asked for, and the controller lacks its flag. */
const withoutFlag = ({ nginx }: NginxServed): { readonly passthroughOff?: true } =>
  nginx.sslPassthrough && !nginx.controller.sslPassthrough ? { passthroughOff: true } : {};

/**
 * Who sends the PROXY protocol and who waits for it; undefined: both agree, or it is not known what a load balancer does. nginx
 * closes a connection that does not begin with it, and takes it for no request where it does not wait for it (400).
 */
export function explainProxyProtocol(
  { arrived, front, pod }: NginxEntry,
  expected: boolean | undefined,
  scheme: string,
): Omit<Proxied, 'entry'> | undefined {
  const balanced = arrived.hops.some(({ namespace }) => namespace === LOAD_BALANCER);
  const sends = balanced && front !== undefined && sendsProxyProtocol(front);
  const isUnknown = balanced && !sends;
  if (expected === undefined || expected === sends || (expected && isUnknown)) return undefined;
  const service = front === undefined ? {} : { service: namesOf(front) };
  const is = expected ? 'EXPECTED' : 'UNEXPECTED';
  const object = front && { kind: 'Service', namespace: front.namespace, name: front.name };
  const detail = { is, pod: namesOf(pod), ...service } as const;
  const cause: Cause = { code: 'INGRESS_PROXY_PROTOCOL', detail, ...(object && { object }) };
  if (!expected && scheme === 'http') return { http: { status: 400 }, cause };
  return { http: null, disposition: 'REFUSED', cause };
}
