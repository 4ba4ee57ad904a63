const APPLE = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

const SIGNS: Readonly<Record<string, string>> = {
  Mod: APPLE ? '⌘' : 'Ctrl',
  Shift: APPLE ? '⇧' : 'Shift',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** A shortcut such as "Mod+Shift+Z" as people write it on this machine. */
export function shortcutText(shortcut: string): string {
  return shortcutKeys(shortcut).join(APPLE ? '' : '+');
}

function shortcutKeys(shortcut: string): readonly string[] {
  return shortcut.split(/\+(?=.)/).map((key) => SIGNS[key] ?? key);
}

/** Keys of a keyboard, e.g. "Mod+K" or "Space". */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {shortcutKeys(keys).map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line bg-paper px-1 text-[0.75rem] text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
