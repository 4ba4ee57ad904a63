import { BOARD_GLYPHS, type BoardIconProps, Glyph, glyphOf } from './BoardIcon.tsx';

const SHEETS =
  'M4 5.5h5A1.5 1.5 0 0 1 10.5 7v5A1.5 1.5 0 0 1 9 13.5H4A1.5 1.5 0 0 1 2.5 12V7A1.5 1.5 0 0 1 4 5.5M5.5 3.5v-1h8v8h-1';

/** One glyph for each kind. */
const GLYPHS: Readonly<Record<string, string>> = {
  ...BOARD_GLYPHS,
  Pod: 'M8 1.8 13.4 4.9v6.2L8 14.2 2.6 11.1V4.9ZM2.6 4.9 8 8l5.4-3.1M8 8v6.2',
  Container: 'M2.5 4.5h11v7h-11ZM5.5 4.5v7M8 4.5v7M10.5 4.5v7',
  Ingress: 'M2 8h9M7.5 4.5 11 8l-3.5 3.5M13.5 2.5v11',
  Gateway: 'M2.5 13.5v-7a5.5 4 0 0 1 11 0v7M6 13.5V8.8a2 1.6 0 0 1 4 0v4.7',
  Route: 'M2 12.5h4.5l3-9H14M11.5 1 14 3.5 11.5 6M9 12.5h5M11.5 10l2.5 2.5-2.5 2.5',
  LoadBalancer: 'M8 2v4M8 6 3 11M8 6v5M8 6l5 5M1.8 13.5h2.4M6.8 13.5h2.4M11.8 13.5h2.4',
  Machine: 'M3.5 3.5h9v6.5h-9ZM1.8 12.5h12.4',
  NetworkPolicy: 'M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4ZM5.5 8 7.3 9.8 10.6 6.3',
  EndpointSlice: 'M2.5 3.5h11M2.5 8h11M2.5 12.5h11M5 3.5h.01M5 8h.01M5 12.5h.01',
  Namespace: 'M5 2.5H2.5V5M11 2.5h2.5V5M5 13.5H2.5V11M11 13.5h2.5V11',
  Deployment: SHEETS,
  ReplicaSet: SHEETS,
  StatefulSet: SHEETS,
  DaemonSet: SHEETS,
  Job: SHEETS,
  CronJob: SHEETS,
};

/** Which kind of thing this is: a Kubernetes kind, or "Container", "LoadBalancer", "Internet"; others get a plain wheel. */
export function KindIcon({ kind, ...props }: BoardIconProps) {
  return <Glyph path={glyphOf(GLYPHS, kind)} {...props} />;
}
