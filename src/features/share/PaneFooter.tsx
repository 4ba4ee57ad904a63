import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import type { Copied } from '../../ui/copying/use-copy.ts';

/** The buttons below what is shared, in sight however far one scrolls. */
export function PaneFooter({ children }: { readonly children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-6 py-3">
      {children}
    </footer>
  );
}

interface CopyButtonProps {
  readonly label: string;
  readonly copied: Copied;
  readonly disabled: boolean;
  readonly onCopy: () => void;
}

export function CopyButton({ label, copied, disabled, onCopy }: CopyButtonProps) {
  const words = useWords('share');
  return (
    <Button
      label={copied === 'copied' ? words.copied : label}
      variant="primary"
      icon={copied === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      disabled={disabled}
      onClick={onCopy}
    />
  );
}
