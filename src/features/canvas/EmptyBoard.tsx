import { Said } from '../../ui/Said.tsx';
import { useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** Nothing to show yet: says how to get something. */
export function EmptyBoard() {
  const words = useWords('canvas');
  const openDialog = useView((state) => state.openDialog);
  const setBuild = useView((state) => state.setBuild);
  const readOnly = useView((state) => state.readOnly);
  return (
    <div className="flex size-full items-center justify-center p-8">
      <div className="max-w-sm text-center">
        <h2 className="text-title font-semibold text-ink">{words.empty.title}</h2>
        <p className="mt-2 text-body text-muted">
          <Said parts={words.empty.drop((text) => <code>{text}</code>)} />
        </p>
        <div className="mt-6 flex flex-wrap justify-center gap-2">
          {!readOnly && (
            <>
              <Button variant="primary" label={words.empty.add} shortcut="A" onClick={() => setBuild({ is: 'add' })} />
              <Button variant="outline" label={words.empty.begin} shortcut="N" onClick={() => openDialog('new')} />
            </>
          )}
          <Button variant="outline" label={words.empty.example} onClick={() => openDialog('gallery')} />
          <Button variant="outline" label={words.empty.open} onClick={() => openDialog('import')} />
        </div>
      </div>
    </div>
  );
}
