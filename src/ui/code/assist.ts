/** Something wrong, or worth knowing, at a place in a text. */
export interface CodeMark {
  /** Offsets into the text. */
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
  /** A text with it is not applied. */
  readonly stops: boolean;
  /** What would mend it: what is marked becomes `insert`. */
  readonly fix?: { readonly label: string; readonly insert: string };
}

/** What may stand at a place in a text. */
export interface CodeCompletion {
  readonly label: string;
  /** What is written; `at`: where in it the cursor is then, its end when absent. */
  readonly insert: string;
  readonly at?: number;
  readonly detail?: string;
  readonly info?: string;
  /** A name of something, or a value. */
  readonly is: 'name' | 'value';
}

export interface CodeCompletions {
  /** What is replaced begins here and ends at the cursor. */
  readonly from: number;
  readonly options: readonly CodeCompletion[];
}

/** What something in a text means. */
export interface CodeMeaning {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
  /** Where more is to be read. */
  readonly source?: string;
}

/** What an editor is told of the text in it. None of it throws. */
export interface CodeAssist {
  readonly diagnose: (text: string) => readonly CodeMark[];
  readonly complete: (text: string, at: number) => CodeCompletions | undefined;
  readonly explain: (text: string, at: number) => CodeMeaning | undefined;
}
