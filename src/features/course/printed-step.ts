/** A part of a story on paper. */
export interface PrintedPart {
  readonly title: string;
  readonly text: string;
  /** What it asks before it tells. */
  readonly question?: { readonly asks: string; readonly choices: readonly string[]; readonly answer: string };
}

/** A step of a course on paper, but for what the course itself says of it. */
export interface PrintedStep {
  /** Of what it opens. */
  readonly title: string;
  readonly parts: readonly PrintedPart[];
  readonly goal?: string;
  /** From a gentle one to one that nearly tells. */
  readonly hints: readonly string[];
  /** An SVG as the source of an image; absent: none could be drawn. */
  readonly picture?: { readonly src: string; readonly width: number; readonly height: number };
}
