import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import type { Fix } from '../outcome/fix.ts';
import type { Cause } from '../outcome/outcome.ts';
import { type TlsEvidence, tlsEvidence } from './speaks-tls.ts';

/**
 * A port that a Service does not have, called over TLS. That one of its ports gets this number lets nobody behind it speak TLS: what is
 * known to speak it is to be called, and else the port as what it is known for, or as nothing says what it speaks.
 */
export function callPlainly(cluster: Cluster, cause: Cause, trace: Trace): Cause {
  const { object, fix } = cause;
  if (cause.code !== 'PORT_NOT_IN_SERVICE' || fix?.code !== 'CALL_OR_SET_PORT' || object === undefined) return cause;
  const service = cluster.service(object.namespace ?? '', object.name);
  if (service === undefined) return cause;
  const told = service.ports
    .filter(({ protocol }) => protocol === 'TCP')
    .map((port) => ({ port, evidence: evidenceOf(cluster, service, port, trace) }));
  const secure = told.find(({ evidence }) => evidence?.speaks === true);
  const plain = told.find(({ evidence }) => evidence?.speaks === false) ?? told[0];
  if (secure !== undefined) return { ...cause, fix: { code: 'CALL_PORT', detail: { port: secure.port.port } } };
  return plain === undefined ? cause : { ...cause, fix: byHttp(plain.port, plain.evidence) };
}

function byHttp({ port }: ServicePort, evidence: TlsEvidence | undefined): Fix {
  return { code: 'CALL_BY_HTTP', detail: { port, ...(evidence && { by: evidence.by, text: evidence.text }) } };
}

/** Of the first endpoint behind the port. */
function evidenceOf(
  cluster: Cluster,
  service: ClusterService,
  own: ServicePort,
  { final }: Trace,
): TlsEvidence | undefined {
  const [first] = service
    .endpoints(ipFamily(final.destinationIP))
    .flatMap(({ ip, ports }) =>
      ports
        .filter(({ name, protocol }) => name === own.name && protocol === own.protocol)
        .map(({ port }) => ({ ip, port })),
    );
  return tlsEvidence(cluster, own, first ?? { ip: final.destinationIP, port: own.port });
}
