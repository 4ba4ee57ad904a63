import type { CellChange, CellState } from './table.ts';

const SIGNS: Readonly<Record<CellChange, string>> = { added: '+', removed: '', changed: '≠' };

/** Full, half, a dash or a dot; struck out where there was something before: told by shape. */
export function CellMark({ state, change }: { readonly state: CellState; readonly change?: CellChange | undefined }) {
  const tone = change === undefined ? 'text-muted' : 'text-changed';
  return (
    <span aria-hidden="true" className={`inline-flex items-center ${tone}`}>
      <svg width="14" height="14" viewBox="0 0 14 14" className="shrink-0">
        {state === 'all' && <circle cx="7" cy="7" r="4.5" fill="currentColor" />}
        {state === 'some' && (
          <>
            <circle cx="7" cy="7" r="4" fill="none" stroke="currentColor" strokeWidth="1.3" />
            <path d="M7 3a4 4 0 0 0 0 8Z" fill="currentColor" />
          </>
        )}
        {state === 'none' && change === 'removed' && (
          <g fill="none" stroke="currentColor" strokeWidth="1.3">
            <circle cx="7" cy="7" r="4" strokeDasharray="2 1.5" />
            <path d="M2 12 12 2" />
          </g>
        )}
        {state === 'none' && change !== 'removed' && <path d="M4 7h6" stroke="currentColor" strokeWidth="1.3" />}
        {state === 'skipped' && <circle cx="7" cy="7" r="1" className="fill-line-strong" />}
      </svg>
      {change !== undefined && (
        <span className="font-mono text-[0.75rem] leading-none font-semibold">{SIGNS[change]}</span>
      )}
    </span>
  );
}
