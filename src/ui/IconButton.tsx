import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { shortcutText } from './Kbd.tsx';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** The accessible name. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly variant?: 'quiet' | 'primary';
  /** e.g. "Mod+Z": shown in the tooltip. */
  readonly shortcut?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

const BASE =
  'inline-flex size-8 shrink-0 items-center justify-center rounded-md transition-colors duration-150 ' +
  'pointer-coarse:size-10 disabled:cursor-default disabled:opacity-45';

const VARIANTS = {
  quiet:
    'text-muted hover:not-disabled:bg-sunken hover:not-disabled:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent',
  primary: 'bg-accent text-on-accent hover:not-disabled:opacity-90',
} as const;

/** A square button that shows only an icon; its label is its accessible name and tooltip. */
export function IconButton({
  label,
  icon,
  variant = 'quiet',
  shortcut,
  className = '',
  type = 'button',
  ...rest
}: IconButtonProps) {
  const title = shortcut === undefined ? label : `${label} (${shortcutText(shortcut)})`;
  return (
    <button
      type={type}
      aria-label={label}
      title={title}
      className={`${BASE} ${VARIANTS[variant]} ${className}`}
      {...rest}
    >
      {icon}
    </button>
  );
}
