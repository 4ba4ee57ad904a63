import { Fragment, type ReactNode } from 'react';
import { type Block, type Inline, parseMarkdown } from './parse-markdown.ts';

interface MarkdownProps {
  readonly text: string;
  /** In the line of what is before it: its first paragraph is no block of its own. */
  readonly inLine?: boolean;
}

/** What somebody wrote, with emphasis, code, links and lists. */
export function Markdown({ text, inLine = false }: MarkdownProps) {
  return parseMarkdown(text).map((block, index) => (
    // A text does not change its order.
    // oxlint-disable-next-line react/no-array-index-key
    <ShownBlock key={index} block={block} inLine={inLine && index === 0} />
  ));
}

function ShownBlock({ block, inLine }: { readonly block: Block; readonly inLine: boolean }) {
  if (block.type === 'code')
    return (
      <code className="mt-2 block rounded bg-sunken px-2 py-1 font-mono break-words whitespace-pre-wrap text-ink">
        {block.text}
      </code>
    );
  if (block.type === 'paragraph') {
    const content = show(block.content);
    return inLine ? <span>{content}</span> : <span className="mt-2 block first:mt-0">{content}</span>;
  }
  // Within a line of a story there may be no list of HTML: it is told by role.
  return (
    <span role="list" className="mt-1 block">
      {block.items.map((item, index) => (
        // A text does not change its order.
        // oxlint-disable-next-line react/no-array-index-key
        <span role="listitem" key={index} className="block pl-5">
          <span aria-hidden className="-ml-5 inline-block w-5 text-faint">
            {block.type === 'ul' ? '•' : `${index + 1}.`}
          </span>
          {show(item)}
        </span>
      ))}
    </span>
  );
}

function show(pieces: readonly Inline[]): ReactNode {
  return pieces.map((piece, index) => (
    // A text does not change its order.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{showPiece(piece)}</Fragment>
  ));
}

function showPiece(piece: Inline): ReactNode {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'code':
      return <code className="rounded bg-sunken px-1 font-mono text-ink">{piece.text}</code>;
    case 'strong':
      return <strong className="font-semibold text-ink">{show(piece.content)}</strong>;
    case 'em':
      return <em>{show(piece.content)}</em>;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
          {show(piece.content)}
        </a>
      );
  }
}
