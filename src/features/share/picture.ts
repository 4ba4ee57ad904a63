export interface PictureWanted {
  readonly theme: 'light' | 'dark';
  /** view: what the screen shows of the board; walk: what the packet passes; board: all of it. */
  readonly part: 'view' | 'walk' | 'board';
}

/** A picture of the board at the step shown. */
export interface Picture {
  /** Of its file, without an ending. */
  readonly name: string;
  readonly svg: Blob;
  /** An address at which it can be shown. */
  readonly shown: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The board is too large to go along: the picture opens as nothing. */
  readonly lacksScenario: boolean;
  /** Rejects where the browser cannot draw one of this size. */
  readonly createPng: () => Promise<Blob>;
}
