/** What an entry of the browser's history is marked with. */
export interface VisitMark {
  /** Its place among those of this page. */
  readonly at: number;
  /** The board that was open there, as it is kept. */
  readonly board?: string | undefined;
}

/** The mark of the entry the browser is at; undefined: somebody wrote it into the address bar. */
export function readVisit(state: unknown = window.history.state): VisitMark | undefined {
  if (typeof state !== 'object' || state === null || !('at' in state) || !Number.isInteger(state.at)) return undefined;
  return { at: Number(state.at), ...('board' in state && typeof state.board === 'string' && { board: state.board }) };
}
