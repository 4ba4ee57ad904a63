import type { RawObject } from '../../engine/objects.ts';
import { recordOf } from '../../engine/text.ts';
import type { Warn } from './check.ts';

/**
 * Addresses that a Service cannot have, and whoever reads the cluster does not tell of: that is what it says of Services that the
 * API server refuses (SERVICE_REFUSED). // pkg/apis/core/validation ValidateService
 */
export function checkService({ spec }: RawObject, warn: Warn): void {
  const { clusterIP, clusterIPs } = recordOf(spec);
  if (typeof clusterIP !== 'string') return;
  if (isNoAddressOfOne(clusterIP)) warn(['spec', 'clusterIP'], { code: 'INVALID_CLUSTER_IP', detail: { clusterIP } });
  const first: unknown = Array.isArray(clusterIPs) ? clusterIPs[0] : undefined;
  if (clusterIP !== '' && typeof first === 'string' && first !== clusterIP)
    warn(['spec', 'clusterIPs', 0], { code: 'CLUSTER_IPS_DIFFER', detail: { first } });
}

/** Unspecified, loopback, link-local, multicast or broadcast addresses. */
function isNoAddressOfOne(ip: string): boolean {
  return /^(?:0\.|127\.|169\.254\.|22[4-9]\.|23\d\.|255\.255\.255\.255$|::1?$|fe80:|ff[0-9a-f]{2}:)/i.test(ip);
}
