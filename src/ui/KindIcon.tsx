import type { ReactNode } from 'react';

const WHEEL = (
  <>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5v11M2.5 8h11" />
  </>
);

const SHEETS = (
  <>
    <rect x="2.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M5.5 3.5v-1h8v8h-1" />
  </>
);

/** One glyph for each kind, on a 16-pixel grid. */
const GLYPHS: Readonly<Record<string, ReactNode>> = {
  Pod: <path d="M8 1.8 13.4 4.9v6.2L8 14.2 2.6 11.1V4.9ZM2.6 4.9 8 8l5.4-3.1M8 8v6.2" />,
  Container: <path d="M2.5 4.5h11v7h-11ZM5.5 4.5v7M8 4.5v7M10.5 4.5v7" />,
  Pause: <path d="M5.5 4v8M10.5 4v8" />,
  Node: (
    <>
      <rect x="2.5" y="2.5" width="11" height="5" rx="1" />
      <rect x="2.5" y="8.5" width="11" height="5" rx="1" />
      <path d="M5 5h.01M5 11h.01" />
    </>
  ),
  Service: (
    <>
      <circle cx="3.5" cy="8" r="1.8" />
      <circle cx="12.5" cy="3.5" r="1.8" />
      <circle cx="12.5" cy="12.5" r="1.8" />
      <path d="M5.2 7.2 10.9 4.3M5.2 8.8l5.7 2.9" />
    </>
  ),
  Ingress: <path d="M2 8h9M7.5 4.5 11 8l-3.5 3.5M13.5 2.5v11" />,
  Gateway: <path d="M2.5 13.5v-7a5.5 4 0 0 1 11 0v7M6 13.5V8.8a2 1.6 0 0 1 4 0v4.7" />,
  LoadBalancer: (
    <>
      <path d="M8 2v4M8 6 3 11M8 6v5M8 6l5 5" />
      <path d="M1.8 13.5h2.4M6.8 13.5h2.4M11.8 13.5h2.4" />
    </>
  ),
  Internet: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2.2 1.8 2.6 10.2 0 12M8 2C5.8 3.8 5.4 12.2 8 14" />
    </>
  ),
  NetworkPolicy: <path d="M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4ZM5.5 8 7.3 9.8 10.6 6.3" />,
  EndpointSlice: <path d="M2.5 3.5h11M2.5 8h11M2.5 12.5h11M5 3.5h.01M5 8h.01M5 12.5h.01" />,
  Namespace: <path d="M5 2.5H2.5V5M11 2.5h2.5V5M5 13.5H2.5V11M11 13.5h2.5V11" />,
  Deployment: SHEETS,
  ReplicaSet: SHEETS,
  StatefulSet: SHEETS,
  DaemonSet: SHEETS,
  Job: SHEETS,
  CronJob: SHEETS,
};

export interface KindIconProps {
  /** A Kubernetes kind, or "Container", "Pause", "LoadBalancer", "Internet"; others get a plain wheel. */
  readonly kind: string;
  readonly size?: number;
  readonly className?: string;
}

/** Which kind of thing this is. Decorative: the words beside it say the same. */
export function KindIcon({ kind, size = 16, className = '' }: KindIconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      {(Object.hasOwn(GLYPHS, kind) ? GLYPHS[kind] : undefined) ?? WHEEL}
    </svg>
  );
}
