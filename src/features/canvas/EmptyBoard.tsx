import { useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';

/** Nothing to show yet: says how to get something. */
export function EmptyBoard() {
  const openDialog = useView((state) => state.openDialog);
  return (
    <div className="flex size-full items-center justify-center p-8">
      <div className="max-w-sm text-center">
        <h2 className="text-title font-semibold text-ink">Nothing on the board yet</h2>
        <p className="mt-2 text-body text-muted">
          Drop Kubernetes manifests here, as YAML or JSON, or the output of <code>kubectl get -o yaml</code>. They stay
          in this browser.
        </p>
        <div className="mt-6 flex flex-wrap justify-center gap-2">
          <Button variant="primary" label="Choose an example" onClick={() => openDialog('gallery')} />
          <Button variant="outline" label="Open a file or paste YAML" onClick={() => openDialog('import')} />
        </div>
      </div>
    </div>
  );
}
