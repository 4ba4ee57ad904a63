import { isRecord, recordOf, textOf } from '../../engine/text.ts';
import type { Path } from '../sources/source.ts';
import { type Fields, itemsOf, type Refuse } from './refuse.ts';

// The rules that the CustomResourceDefinitions of Gateway API hold for their kinds, those of the most used fields.
// gateway-api v1.6 apis/v1 (XValidation): gateway_types.go, httproute_types.go, grpcroute_types.go, object_reference_types.go

const WITHOUT_TLS = ['HTTP', 'TCP', 'UDP'];
const WITHOUT_HOSTNAME = ['TCP', 'UDP'];

export function refusedGateway({ listeners }: Fields, refuse: Refuse): void {
  const path = ['spec', 'listeners'];
  const seen = new Set<string>();
  for (const [listener, at] of itemsOf(listeners, path)) {
    const { protocol, tls, hostname, port } = listener;
    if (typeof protocol !== 'string') continue;
    if (isRecord(tls) && WITHOUT_TLS.includes(protocol))
      refuse([...at, 'tls'], { is: 'INVALID', value: protocol, why: 'LISTENER_TLS' });
    const mode = recordOf(tls)['mode'];
    if (protocol === 'HTTPS' && typeof mode === 'string' && mode !== '' && mode !== 'Terminate')
      refuse([...at, 'tls', 'mode'], { is: 'INVALID', value: mode, why: 'LISTENER_TLS_MODE' });
    if (typeof hostname === 'string' && hostname !== '' && WITHOUT_HOSTNAME.includes(protocol))
      refuse([...at, 'hostname'], { is: 'INVALID', value: hostname, why: 'LISTENER_HOSTNAME' });
    const key = JSON.stringify([port, protocol, hostname ?? '']);
    if (seen.has(key)) refuse(at, { is: 'INVALID', value: textOf(listener['name']) ?? '', why: 'LISTENER_TWICE' });
    seen.add(key);
  }
}

export function refusedHttpRoute({ rules }: Fields, refuse: Refuse): void {
  for (const [rule, at] of itemsOf(rules, ['spec', 'rules'])) {
    for (const [{ path }, place] of itemsOf(rule['matches'], [...at, 'matches']))
      refusedPath(recordOf(path), [...place, 'path'], refuse);
    const filters = [...itemsOf(rule['filters'], [...at, 'filters'])];
    const redirect = filters.find(([filter]) => isRecord(filter['requestRedirect']));
    const { backendRefs } = rule;
    if (redirect !== undefined && Array.isArray(backendRefs) && backendRefs.length > 0)
      refuse(redirect[1], { is: 'INVALID', value: 'RequestRedirect', why: 'REDIRECT_WITH_BACKENDS' });
    if (redirect !== undefined && filters.some(([filter]) => isRecord(filter['urlRewrite'])))
      refuse([...at, 'filters'], { is: 'INVALID', value: 'RequestRedirect', why: 'REDIRECT_AND_REWRITE' });
    refusedBackends(backendRefs, [...at, 'backendRefs'], refuse);
  }
}

export function refusedGrpcRoute({ rules }: Fields, refuse: Refuse): void {
  for (const [rule, at] of itemsOf(rules, ['spec', 'rules'])) {
    for (const [{ method }, place] of itemsOf(rule['matches'], [...at, 'matches'])) {
      const { service, method: called } = recordOf(method);
      if (isRecord(method) && !isSaid(service) && !isSaid(called))
        refuse([...place, 'method'], { is: 'INVALID', value: '', why: 'GRPC_METHOD' });
    }
    refusedBackends(rule['backendRefs'], [...at, 'backendRefs'], refuse);
  }
}

const isSaid = (value: unknown): boolean => typeof value === 'string' && value !== '';

function refusedPath({ type, value }: Fields, path: Path, refuse: Refuse): void {
  if (typeof value !== 'string' || (type !== undefined && type !== 'Exact' && type !== 'PathPrefix')) return;
  const at = [...path, 'value'];
  if (!value.startsWith('/')) refuse(at, { is: 'INVALID', value, why: 'PATH_SLASH' });
  else if (value.includes('//')) refuse(at, { is: 'INVALID', value, why: 'PATH_DOUBLE_SLASH' });
  else if (value.includes('#')) refuse(at, { is: 'INVALID', value, why: 'PATH_HASH' });
}

/** A Service is named with its port. */
function refusedBackends(refs: unknown, path: Path, refuse: Refuse): void {
  for (const [{ group = '', kind = 'Service', port, name }, at] of itemsOf(refs, path))
    if (group === '' && kind === 'Service' && (port === undefined || port === null))
      refuse([...at, 'port'], { is: 'INVALID', value: typeof name === 'string' ? name : '', why: 'BACKEND_PORT' });
}
