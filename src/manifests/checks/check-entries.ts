import { type RawObject, apiGroup } from '../../engine/objects.ts';
import { parseLenientIp, recordOf } from '../../engine/text.ts';
import { SUBDOMAIN } from './check-names.ts';
import { itemsOf } from '../refused/refuse.ts';
import { type Warn, warnOfTwins } from './check.ts';
import { checkHostBits } from './check-address.ts';
import { beginningOf, type Path, TOLD } from '../sources/source.ts';

const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'];

/** Hosts and paths that an Ingress cannot have. // pkg/apis/networking/validation validateIngressRules */
export function checkIngress({ spec }: RawObject, warn: Warn): void {
  for (const [{ host, http }, at] of itemsOf(recordOf(spec)['rules'], ['spec', 'rules'])) {
    if (typeof host === 'string' && host !== '') checkHost(host, [...at, 'host'], warn);
    for (const [{ path, pathType }, place] of itemsOf(recordOf(http)['paths'], [...at, 'http', 'paths'])) {
      if (pathType === undefined || pathType === null)
        warn([...place, 'pathType'], { code: 'PATH_TYPE_MISSING', detail: {} });
      const isExact = pathType === 'Exact' || pathType === 'Prefix';
      if (typeof path === 'string' && !path.startsWith('/') && (isExact || path !== ''))
        warn([...place, 'path'], { code: 'PATH_NOT_ABSOLUTE', detail: { path: brief(path) } });
      if (typeof pathType === 'string' && !PATH_TYPES.includes(pathType))
        warn([...place, 'pathType'], {
          code: 'PATH_TYPE_UNKNOWN',
          detail: { found: brief(pathType), supported: PATH_TYPES },
        });
    }
  }
}

function checkHost(host: string, path: Path, warn: Warn): void {
  const name = host.startsWith('*.') ? host.slice(2) : host;
  if (parseLenientIp(host) !== undefined)
    warn(path, { code: 'INVALID_HOST', detail: { is: 'ADDRESS', host: brief(host) } });
  else if (host.length > 253 || !SUBDOMAIN.test(name))
    warn(path, { code: 'INVALID_HOST', detail: { is: 'NO_NAME', host: brief(host) } });
}

const brief = (text: string): string => beginningOf(text, TOLD);

/** Blocks with bits behind their prefix. // pkg/apis/networking/validation ValidateIPBlock and its warnings */
export function checkPolicy({ spec }: RawObject, warn: Warn): void {
  for (const [side, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [rule, at] of itemsOf(recordOf(spec)[side], ['spec', side])) {
      for (const [peer, place] of itemsOf(rule[peers], [...at, peers])) {
        const { cidr, except } = recordOf(peer['ipBlock']);
        checkHostBits(cidr, [...place, 'ipBlock', 'cidr'], warn);
        for (const [index, each] of Array.isArray(except) ? (except as readonly unknown[]).entries() : [])
          checkHostBits(each, [...place, 'ipBlock', 'except', index], warn);
      }
    }
  }
}

/** Listeners of one name. // gateway-api CRD: listType=map, listMapKey=name */
export function checkGateway({ apiVersion, spec }: RawObject, warn: Warn): void {
  if (apiGroup(apiVersion) !== 'gateway.networking.k8s.io') return;
  warnOfTwins(itemsOf(recordOf(spec)['listeners'], ['spec', 'listeners']), warn, 'DUPLICATE_LISTENER');
}
