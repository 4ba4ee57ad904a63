/** The name of the program, and its sign: a packet between two hops. */
export function Wordmark() {
  return (
    <span className="inline-flex shrink-0 items-center gap-2 font-semibold">
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
        <path d="M2 14h4.5v-8h7v8H18" className="stroke-muted" strokeWidth="1.5" strokeLinejoin="round" />
        <rect x="7" y="3" width="6" height="6" rx="1.5" className="fill-request" />
      </svg>
      <span className="max-sm:sr-only">packetwalk</span>
    </span>
  );
}
