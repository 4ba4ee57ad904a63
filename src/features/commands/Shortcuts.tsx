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
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="grid gap-x-12 gap-y-6 px-6 py-4 sm:grid-cols-2">
        {groups.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3 className="pb-1 text-small text-muted">{title}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
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
        Apache-2.0. The licences of what it is built from:{' '}
        <a
          className="text-accent underline underline-offset-2"
          href="./third-party-notices.txt"
          target="_blank"
          rel="noopener"
        >
          third-party notices
        </a>
      </p>
    </Dialog>
  );
}
