import type { DBSchema } from 'idb';
import type { StoredAside } from './aside.ts';

/** One line of the list of boards. */
export interface BoardInfo {
  readonly id: string;
  readonly title: string;
  /** When it was last changed, in milliseconds since 1970. */
  readonly changed: number;
  /** Counts its saves. */
  readonly version: number;
  /** Names the last save: two tabs may both think theirs is version 7. */
  readonly stamp: string;
  /** Nothing of a person's own is in it: it can be had again from where it came. */
  readonly clean: boolean;
  /** When the newest of its earlier versions was put away. */
  readonly earlier?: number;
  /** When it was deleted; it goes at a later start. */
  readonly deleted?: number;
}

/** The document with its history, packed, or as it was before anything was: nothing about it is believed. */
export interface BoardContent {
  /** Of a packed one; in the store they have records of their own. */
  readonly texts?: readonly string[];
  /** Of a packed one: contents with the same name have their texts at the same places, as far as both have them. */
  readonly order?: string | undefined;
  readonly document: unknown;
  readonly past: unknown;
  readonly future: unknown;
}

export interface StoredContent extends BoardContent {
  readonly id: string;
  /** Of the record; a larger number was written by a newer packetwalk. */
  readonly format: number;
}

export interface StoredBoard {
  readonly info: BoardInfo;
  readonly content: StoredContent | undefined;
  /** What was on the screen besides the document. */
  readonly moment: unknown;
}

/** One line of the list of earlier versions. */
export interface EarlierInfo {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly changed: number;
}

export interface EarlierVersion extends EarlierInfo {
  /** Of a packed document; in the store they have records of their own. */
  readonly texts?: readonly string[];
  readonly document: unknown;
}

/** A board on its way into the store. */
export interface BoardSave {
  readonly id: string;
  readonly title: string;
  readonly clean: boolean;
  /** The saves that this one may replace: the one it was made from; none: it is new. */
  readonly bases: readonly string[];
  readonly stamp: string;
  readonly at: number;
  readonly content: BoardContent;
  readonly moment: unknown;
}

/** Texts of the content of a board, where `version` is 0, or of an earlier version of it. */
export interface TextsRecord {
  readonly id: string;
  readonly version: number;
  /** Where the first of them is among all. */
  readonly from: number;
  readonly texts: readonly string[];
}

/** What a page left when it went. Its first texts, up to `from`, are those it had saved; it may have left them too. */
export interface LeftSave {
  readonly id: string;
  readonly save: BoardSave;
  readonly from?: number;
  readonly texts?: readonly string[];
}

export interface Schema extends DBSchema {
  boards: { key: string; value: BoardInfo };
  contents: { key: string; value: StoredContent };
  texts: { key: [string, number, number]; value: TextsRecord };
  moments: { key: string; value: { readonly id: string; readonly moment: unknown } };
  earlier: { key: [string, number]; value: EarlierVersion };
  aside: { key: string; value: StoredAside };
  unsettled: { key: string; value: LeftSave };
  leftTexts: { key: [string, number, number]; value: TextsRecord };
}
