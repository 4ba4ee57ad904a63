import { recordOf } from '../model/reader.ts';

/** Whoever has one of them, whatever its value, is none of kube-proxy's business. */
const OTHERS = ['service.kubernetes.io/service-proxy-name', 'service.kubernetes.io/headless'];

/** Whether kube-proxy watches a Service or an EndpointSlice with these labels. // kube-proxy v1.35 app/server.go */
export function isProxied(labels: unknown): boolean {
  return labelOfOthers(labels) === undefined;
}

/** The label that takes it from kube-proxy; undefined: none does. */
export function labelOfOthers(labels: unknown): string | undefined {
  const own = recordOf(labels);
  return OTHERS.find((label) => own[label] !== undefined);
}
