import { recordOf } from '../model/reader.ts';

/** Whoever has one of them, whatever its value, is none of kube-proxy's business. */
const OTHERS = ['service.kubernetes.io/service-proxy-name', 'service.kubernetes.io/headless'];

/** Whether kube-proxy watches a Service or an EndpointSlice with these labels. // kube-proxy v1.35 app/server.go */
export function isProxied(labels: unknown): boolean {
  const own = recordOf(labels);
  return OTHERS.every((label) => own[label] === undefined);
}
