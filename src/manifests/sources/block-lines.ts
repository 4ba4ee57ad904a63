import { BeyondBlock, isPlainStart, readDoubleQuoted, readSingleQuoted } from './block-text.ts';

/** A text in block style, gone through line by line: where the reader is, and what stands there. */
export class BlockLines {
  protected readonly text: string;
  /** Offset of the content of the line, and its column; behind the last line: at the end of the text, column -1. */
  protected at = 0;
  protected indent = -1;
  /** Whether blank lines or comments stand before the line. */
  protected gap = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Goes to the first line with content at or behind the offset, which is the start of a line. */
  protected toLine(from: number): void {
    const { text } = this;
    this.gap = false;
    let at = from;
    for (;;) {
      const start = at;
      while (text.charCodeAt(at) === 32) at += 1;
      const letter = text.charCodeAt(at);
      if (letter === 10) at += 1;
      else if (letter === 35) {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end + 1;
      } else if (at >= text.length) {
        this.at = text.length;
        this.indent = -1;
        return;
      } else {
        // A tab as indentation, or a directive.
        if (letter === 9 || (letter === 37 && at === start)) throw new BeyondBlock();
        this.at = at;
        this.indent = at - start;
        return;
      }
      this.gap = true;
    }
  }

  /** Goes behind a value: nothing but a comment may follow on its line. */
  protected closeLine(from: number): void {
    let at = from;
    while (this.text.charCodeAt(at) === 32) at += 1;
    const letter = this.text.charCodeAt(at);
    if (letter === 35 && at > from) {
      const end = this.text.indexOf('\n', at);
      at = end < 0 ? this.text.length : end;
    } else if (letter !== 10 && at < this.text.length) throw new BeyondBlock();
    this.toLine(at + 1);
  }

  protected isBreak(at: number): boolean {
    return at >= this.text.length || this.text.charCodeAt(at) === 10;
  }

  /** At a "-" that begins an item. */
  protected isDash(): boolean {
    if (this.text.charCodeAt(this.at) !== 45) return false;
    return this.text.charCodeAt(this.at + 1) === 32 || this.isBreak(this.at + 1);
  }

  /** Offset of the colon behind a key that begins here; -1: there is none on the line. */
  protected keyEnd(from: number): number {
    const { text } = this;
    const first = text.charCodeAt(from);
    if (first === 34 || first === 39) {
      const { end } = first === 34 ? readDoubleQuoted(text, from, 0) : readSingleQuoted(text, from, 0);
      const isKey = text.charCodeAt(end) === 58 && (text.charCodeAt(end + 1) === 32 || this.isBreak(end + 1));
      if (!isKey) return -1;
      if (text.slice(from, end).includes('\n')) throw new BeyondBlock();
      return end;
    }
    for (let at = from; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      if (letter === 10) return -1;
      if (letter === 58) {
        const next = text.charCodeAt(at + 1);
        if (next === 32 || next === 10 || at + 1 >= text.length) return at;
        if (next === 9) throw new BeyondBlock();
      } else if (letter === 35 && text.charCodeAt(at - 1) === 32) return -1;
    }
    return -1;
  }

  /** The rest of the line as part of a plain scalar. */
  protected plainLine(continues = false): string {
    const { text, at } = this;
    if (!continues && !isPlainStart(text, at)) throw new BeyondBlock();
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    let last = at;
    for (let place = at; place < end; place += 1) {
      const letter = text.charCodeAt(place);
      if (letter === 32) continue;
      if (letter === 58) {
        const next = text.charCodeAt(place + 1);
        if (next === 32 || next === 9 || place + 1 >= end) throw new BeyondBlock();
      } else if (letter === 35 && text.charCodeAt(place - 1) === 32) {
        if (place === at) throw new BeyondBlock();
        this.toLine(end + 1);
        // A comment ends the scalar.
        this.gap = true;
        return text.slice(at, last);
      } else if (letter === 9 || letter < 32 || letter === 127) throw new BeyondBlock();
      last = place + 1;
    }
    this.toLine(end + 1);
    return text.slice(at, last);
  }
}
