import { Check, Copy } from 'lucide-react';
import { Button, type ButtonProps } from '../Button.tsx';
import { IconButton } from '../IconButton.tsx';
import { useWords } from '../words.ts';
import { type Copied, useCopy } from './use-copy.ts';

export interface CopyButtonProps {
  /** What is copied, for the accessible name: "Copy the rule". */
  readonly label: string;
  /** What is long is made when it is asked for, by the same function as long as it is the same. */
  readonly text: string | (() => string);
  readonly className?: string;
}

/** Copies a text that stands beside it; what became of it is read out, and written where the browser refuses. */
export function CopyButton({ label, text, className = '' }: CopyButtonProps) {
  const words = useWords('copying');
  const { copied, copy } = useCopy(text);
  return (
    <span className={`inline-flex items-center gap-1 ${className}`}>
      <IconButton
        label={label}
        className="size-6! pointer-coarse:size-10!"
        icon={<CopyIcon copied={copied} size={14} />}
        onClick={() => void copy(typeof text === 'string' ? text : text())}
      />
      <span role="status" className={copied === 'refused' ? 'text-small text-muted' : 'sr-only'}>
        {copied === 'copied' && words.copied}
        {copied === 'refused' && words.refused}
      </span>
    </span>
  );
}

export interface CopyingButtonProps extends Omit<ButtonProps, 'icon' | 'label'> {
  readonly label: string;
  readonly copied: Copied;
}

/** The face of a button that copies: it says so once it is done. Who shows it tells what became of it. */
export function CopyingButton({ label, copied, ...rest }: CopyingButtonProps) {
  const words = useWords('copying');
  return (
    <Button
      label={copied === 'copied' ? words.copied : label}
      icon={<CopyIcon copied={copied} size={16} />}
      {...rest}
    />
  );
}

function CopyIcon({ copied, size }: { readonly copied: Copied; readonly size: number }) {
  return copied === 'copied' ? <Check size={size} aria-hidden /> : <Copy size={size} aria-hidden />;
}
