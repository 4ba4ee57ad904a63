import { createContext } from 'react';

/** What can be done about the page itself when a part of it fails. */
export interface PageActions {
  /** Loads the page again; what is on the board is saved first, where the page keeps it. */
  readonly reload: () => void;
  /** Hands over what is on the board as a file; absent where nothing is open. */
  readonly rescue?: () => void;
}

export const PageActionsContext = createContext<PageActions>({ reload: () => window.location.reload() });
