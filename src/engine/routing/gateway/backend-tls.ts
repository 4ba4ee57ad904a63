import { BACKEND_TLS_POLICY } from '../../kubernetes/kinds/gateway-api/backend-tls-policy.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { createCursor } from '../../kubernetes/model/reader.ts';
import type { BackendName, HttpExchange } from '../outcome/outcome.ts';

/**
 * The BackendTLSPolicy for a Service port, by which the proxy speaks TLS to it. One that names the port (sectionName) goes before
 * one for the whole Service. Simplification: certificates are not looked at; the handshake succeeds.
 * // Gateway API v1.4 apis/v1/backendtlspolicy_types.go
 */
export function backendTls(
  cluster: Cluster,
  { namespace, service, port }: BackendName,
): Pick<HttpExchange, 'backendTls'> {
  const portName = cluster.service(namespace, service)?.ports.find((each) => each.port === port)?.name ?? '';
  const found = cluster
    .ofKind('BackendTLSPolicy')
    .filter(({ ref }) => ref.namespace === namespace)
    .flatMap(({ ref, raw }) => {
      const { targetRefs, validation } = BACKEND_TLS_POLICY.read(createCursor(raw, [])).spec;
      const target = targetRefs
        .filter((each) => each.kind === 'Service' && each.name === service)
        .find(({ sectionName }) => sectionName === undefined || sectionName === portName);
      const hostname = validation.hostname ?? '';
      return target === undefined ? [] : [{ policy: ref.name, hostname, section: target.sectionName }];
    });
  const policy = found.find(({ section }) => section !== undefined) ?? found[0];
  return policy === undefined ? {} : { backendTls: { policy: policy.policy, hostname: policy.hostname } };
}
