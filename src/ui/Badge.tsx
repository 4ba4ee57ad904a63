import type { ReactNode } from 'react';

export type BadgeTone = 'plain' | 'request' | 'reply' | 'rejected' | 'dropped' | 'changed' | 'unknown';

const TONES: Readonly<Record<BadgeTone, string>> = {
  plain: 'bg-sunken text-muted',
  request: 'bg-request-soft text-request',
  reply: 'bg-reply-soft text-reply',
  rejected: 'bg-rejected-soft text-rejected',
  dropped: 'bg-dropped-soft text-dropped',
  changed: 'bg-changed-soft text-changed',
  // Neither good nor bad: told by its broken edge.
  unknown: 'border border-dashed border-changed bg-surface text-changed',
};

/** A word that says what state something is in. */
export function Badge({ tone = 'plain', children }: { readonly tone?: BadgeTone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 shrink-0 items-center gap-1 rounded px-2 text-[0.75rem] font-semibold ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
