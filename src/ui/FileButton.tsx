import { useRef } from 'react';
import { Button, type ButtonProps } from './Button.tsx';

interface FileButtonProps extends Pick<ButtonProps, 'label' | 'icon' | 'variant'> {
  /** What the field behind it is called; absent: as the button is. */
  readonly field?: string;
  /** Ends of names, as in ".json,application/json". */
  readonly accept: string;
  readonly multiple?: boolean;
  /** Called with one file at least. */
  readonly onFiles: (files: readonly [File, ...File[]]) => void;
}

/** Asks for files with the browser's own dialog. The same one can be chosen again. */
export function FileButton({ field, accept, multiple = false, onFiles, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        aria-label={field ?? button.label}
        onChange={({ target }) => {
          const [first, ...others] = target.files ?? [];
          target.value = '';
          if (first !== undefined) onFiles([first, ...others]);
        }}
      />
      <Button {...button} onClick={() => input.current?.click()} />
    </>
  );
}
