import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { shortcutText } from './Kbd.tsx';

export type ButtonVariant = 'quiet' | 'outline' | 'primary';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** What is read and shown. */
  readonly label: string;
  readonly icon?: ReactNode;
  readonly variant?: ButtonVariant;
  /** e.g. "Mod+K": shown in the tooltip. */
  readonly shortcut?: string;
  /** What the button does, for the tooltip; the label when absent. */
  readonly hint?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

const BASE =
  'inline-flex h-8 shrink-0 items-center justify-center gap-2 rounded-md px-3 text-small whitespace-nowrap select-none ' +
  'transition-colors duration-150 pointer-coarse:h-10 disabled:cursor-default disabled:opacity-45';

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  quiet: 'text-ink hover:not-disabled:bg-sunken aria-pressed:bg-accent-soft aria-pressed:text-accent',
  outline: 'border border-line-strong bg-surface text-ink hover:not-disabled:border-ink',
  primary: 'bg-accent font-semibold text-on-accent hover:not-disabled:opacity-90',
};

/** A button with words on it. */
export function Button({
  label,
  icon,
  variant = 'quiet',
  shortcut,
  hint,
  className = '',
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      title={tooltip(hint, shortcut)}
      className={`${BASE} ${VARIANTS[variant]} ${className}`}
      {...rest}
    >
      {icon}
      {label}
    </button>
  );
}

function tooltip(hint: string | undefined, shortcut: string | undefined): string | undefined {
  const keys = shortcut === undefined ? '' : shortcutText(shortcut);
  if (hint === undefined) return keys === '' ? undefined : keys;
  return keys === '' ? hint : `${hint} (${keys})`;
}
