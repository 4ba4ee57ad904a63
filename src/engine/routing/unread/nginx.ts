import type { ClusterIngress } from '../../kubernetes/cluster/cluster.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import { bringsProof } from '../ingress/nginx-access.ts';
import { isTlsPort, tlsEvidence } from '../causes/speaks-tls.ts';
import { type Outcome, isSuccess } from '../outcome/outcome.ts';
import type { Concern } from './parties/concern.ts';
import type { Parties } from './parties/parties.ts';

/** What ingress-nginx, or a router of OpenShift, does with a request and nobody but it, or the backend, can know. */
export function entryConcerns(parties: Parties): readonly Concern[] {
  const found = new Map<string, Concern>();
  for (const outcome of parties.outcomes) {
    const { route } = outcome.http ?? {};
    if (route?.kind === 'Route' && isSuccess(outcome)) {
      const concern = routeConcern(route, outcome, parties);
      if (concern !== undefined) found.set(`${concern.code} ${objectKey(concern.object)}`, concern);
    }
    const ingress = route?.kind === 'Ingress' ? parties.cluster.ingress(route.namespace, route.name) : undefined;
    if (ingress?.nginx === undefined || !isSuccess(outcome)) continue;
    for (const concern of [proofConcern(ingress, parties), protocolConcern(ingress, outcome, parties)]) {
      if (concern !== undefined)
        found.set(`${concern.code} ${concern.object.namespace}/${concern.object.name}`, concern);
    }
  }
  return [...found.values()];
}

/** A Route whose termination and backend speak of different things: edge is plain HTTP behind the router, reencrypt is TLS. */
function routeConcern(route: NamespacedName, { http, final }: Outcome, { cluster }: Parties): Concern | undefined {
  const { backend, backendProtocol, tls } = http ?? {};
  const service = backend && cluster.service(backend.namespace, backend.service);
  const own = service?.ports.find((each) => each.port === backend?.port || each.name === backend?.port);
  // With passthrough client and backend speak as they please.
  if (service === undefined || own === undefined || tls?.terminated === false) return undefined;
  const target = { ip: final.destinationIP, port: final.destinationPort };
  const evidence = tlsEvidence(cluster, own, target);
  const isSecure = evidence?.speaks ?? isTlsPort(target.port);
  const isPlain = evidence === undefined ? !isTlsPort(own.port) && !isTlsPort(target.port) : !evidence.speaks;
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  const by = { route: { namespace: route.namespace, name: route.name } };
  if (backendProtocol === 'HTTPS')
    return isPlain
      ? { object, code: 'BACKEND_MAY_BE_PLAIN', detail: { port: own.port, ...by }, breaks: true }
      : undefined;
  if (!isSecure) return undefined;
  return { object, code: 'BACKEND_SPEAKS_TLS', detail: { port: own.port, target: target.port, ...by }, breaks: true };
}

/** Somebody proves who they are, and it is taken to be right. */
function proofConcern({ nginx, namespace, name }: ClusterIngress, { request }: Parties): Concern | undefined {
  const headers = new Map(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]));
  const asks = nginx?.externalAuth !== undefined || nginx?.passwords !== undefined;
  if (!asks || !bringsProof({ headers })) return undefined;
  const object = { kind: 'Ingress', namespace, name };
  return { object, code: 'PROOF_NOT_CHECKED', detail: {}, breaks: true };
}

/** Nothing but the numbers of ports tells what the backend speaks, and they tell another thing than the proxy does. */
function protocolConcern(ingress: ClusterIngress, { http, final }: Outcome, { cluster }: Parties): Concern | undefined {
  const { backend, backendProtocol = 'HTTP' } = http ?? {};
  const service = backend && cluster.service(backend.namespace, backend.service);
  const own = service?.ports.find((each) => each.port === backend?.port || each.name === backend?.port);
  if (service === undefined || own === undefined || service.type === 'ExternalName') return undefined;
  const target = { ip: final.destinationIP, port: final.destinationPort };
  if (tlsEvidence(cluster, own, target) !== undefined) return undefined;
  const secure = backendProtocol === 'HTTPS' || backendProtocol === 'GRPCS';
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  const looksSecure = isTlsPort(target.port);
  if (secure && !looksSecure && !isTlsPort(own.port)) {
    const { namespace, name } = ingress;
    return {
      object,
      code: 'BACKEND_MAY_BE_PLAIN',
      detail: { port: own.port, ingress: { namespace, name } },
      breaks: true,
    };
  }
  if (backendProtocol !== 'HTTP' || !looksSecure) return undefined;
  return { object, code: 'BACKEND_SPEAKS_TLS', detail: { port: own.port, target: target.port }, breaks: true };
}
