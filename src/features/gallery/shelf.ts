import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import type { BoardSketch } from './Schematic.tsx';

/** A board in the list. */
export interface BoardRow {
  readonly id: string;
  readonly title: string;
  /** When it was last changed, in words. */
  readonly when: string;
  /** It is on the screen. */
  readonly isOpen: boolean;
  /** It is still there, to be brought back. */
  readonly isDeleted: boolean;
}

/** What could not be used as it was found. */
export interface AsideRow {
  readonly id: string;
  readonly title: string;
  readonly when: string;
  readonly why: string;
}

export interface EarlierRow {
  readonly version: number;
  readonly when: string;
}

/** The boards a browser keeps. */
export interface Shelf {
  readonly list: () => Promise<{ readonly boards: readonly BoardRow[]; readonly aside: readonly AsideRow[] }>;
  readonly open: (id: string) => Promise<void>;
  /** What is on it now, to be looked at; undefined: it is not there, or cannot be read. */
  readonly read: (id: string) => Promise<ScenarioDocument | undefined>;
  /** The name of the board that a document opened in this page is kept as. */
  readonly idOf: (opening: number) => string;
  /** Resolves to what is told of it. */
  readonly rename: (id: string, title: string) => Promise<string>;
  /** Makes another board with what is on it. */
  readonly duplicate: (id: string) => Promise<void>;
  readonly setDeleted: (id: string, isDeleted: boolean) => Promise<void>;
  /** undefined: too large for a picture. */
  readonly sketch: (id: string) => Promise<BoardSketch | undefined>;
  readonly earlier: (id: string) => Promise<readonly EarlierRow[]>;
  readonly openEarlier: (id: string, version: number) => Promise<void>;
  readonly openAside: (id: string) => Promise<void>;
  readonly downloadAside: (id: string) => Promise<void>;
  readonly dropAside: (id: string) => Promise<void>;
  /** Keeps a link of which not all could be used. */
  readonly putLinkAside: (link: AsideLink) => void;
}

export interface AsideLink {
  readonly title: string;
  readonly hash: string;
  readonly problems: readonly Problem[];
}
