import type { Cluster } from '../../kubernetes/model/cluster.ts';
import { createCursor, field, fieldAt, readList, readText } from '../../kubernetes/model/reader.ts';
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
      const spec = field(createCursor(raw, []), 'spec');
      const targets = readList(field(spec, 'targetRefs'), (target) => ({
        kind: readText(field(target, 'kind')),
        name: readText(field(target, 'name')),
        section: readText(field(target, 'sectionName')),
      }));
      const target = targets
        .filter((each) => each.kind === 'Service' && each.name === service)
        .find((each) => each.section === undefined || each.section === portName);
      const hostname = readText(fieldAt(spec, 'validation', 'hostname')) ?? '';
      return target === undefined ? [] : [{ policy: ref.name, hostname, section: target.section }];
    });
  const policy = found.find(({ section }) => section !== undefined) ?? found[0];
  return policy === undefined ? {} : { backendTls: { policy: policy.policy, hostname: policy.hostname } };
}
