import { PickHint } from './PickHint.tsx';
import { WhatChanged } from './WhatChanged.tsx';

export interface RequestNotesProps {
  /** The board can be edited: what that changes is told. */
  readonly edited: boolean;
}

/** What is told of requests over the board. */
export function RequestNotes({ edited }: RequestNotesProps) {
  return (
    <>
      {edited && <WhatChanged />}
      <PickHint />
    </>
  );
}
