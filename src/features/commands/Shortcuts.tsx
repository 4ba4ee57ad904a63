import { Said } from '../../ui/Said.tsx';
import { useWords } from '../../ui/words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly { readonly title: string; readonly keys: readonly string[] }[];
}

export interface ShortcutsProps {
  readonly groups: readonly ShortcutGroup[];
  readonly onClose: () => void;
}

/** What every key does. */
export function Shortcuts({ groups, onClose }: ShortcutsProps) {
  const { shortcuts } = useWords('commands');
  return (
    <Dialog title={shortcuts.title} onClose={onClose}>
      <div className="grid gap-x-12 gap-y-6 px-6 py-4 sm:grid-cols-2">
        {groups.map(({ title, shortcuts: list }) => (
          <section key={title}>
            <h3 className="pb-1 text-small text-muted">{title}</h3>
            <dl>
              {list.map((shortcut) => (
                <div
                  key={shortcut.title}
                  className="flex items-center justify-between gap-4 border-t border-line py-1.5"
                >
                  <dt className="text-small">{shortcut.title}</dt>
                  <dd className="flex shrink-0 gap-2">
                    {shortcut.keys.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="px-6 pb-4 text-small text-muted">
        <Said
          parts={shortcuts.licences((text) => (
            <a
              className="text-accent underline underline-offset-2"
              href="./third-party-notices.txt"
              target="_blank"
              rel="noopener"
            >
              {text}
            </a>
          ))}
        />
      </p>
    </Dialog>
  );
}
