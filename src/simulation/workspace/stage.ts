import type { ChangeSession } from '../changes/change-session.ts';
import type { PlaybackStore } from '../playback/playback-store.ts';
import type { Answers } from '../predict/answers.ts';
import type { DocumentStore } from '../stores/document-store.ts';
import type { ViewStore } from '../stores/view-store.ts';

/** The stores of a workspace, and its timeline once something has happened. */
export interface Stage {
  readonly document: DocumentStore;
  readonly playback: PlaybackStore;
  readonly view: ViewStore;
  readonly session: () => ChangeSession | undefined;
  /** Absent: no part of a story asks anything. */
  readonly answers?: Answers | undefined;
}
