export interface FilmMaking {
  /** Aborts it. */
  readonly signal: AbortSignal;
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** A walk as it plays on the board. */
export interface Film {
  /** Of its file. */
  readonly name: string;
  readonly blob: Blob;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/** Why there is no film: no request has been sent, or the browser encodes no video. */
export type NoFilm = 'NO_WALK' | 'NO_ENCODER';
