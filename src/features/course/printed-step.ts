/** An SVG as the source of an image. */
export interface PrintedPicture {
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** A part of a story on paper. */
export interface PrintedPart {
  readonly title: string;
  readonly text: string;
  /** What it asks before it tells. */
  readonly question?: { readonly asks: string; readonly choices: readonly string[]; readonly answer: string };
  /** The moment of the walk that it tells of; absent: it tells of none, or of the same as the part before. */
  readonly picture?: PrintedPicture;
}

/** A step of a course on paper, but for what the course itself says of it. */
export interface PrintedStep {
  /** Of what it opens. */
  readonly title: string;
  readonly parts: readonly PrintedPart[];
  readonly goal?: PrintedGoal;
  /** The board as it opens, before anything is sent; absent: none could be drawn. */
  readonly picture?: PrintedPicture;
}

export interface PrintedGoal {
  /** What is the matter; Markdown. */
  readonly text: string;
  /** What has to be so, a line each. */
  readonly clauses: readonly string[];
  /** For the trainer: why it is not so yet, as the board opens. */
  readonly causes: readonly string[];
  /** From a gentle one to one that nearly tells; Markdown. */
  readonly hints: readonly string[];
}
