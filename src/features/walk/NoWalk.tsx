import { useDocument, usePlayback } from '../../simulation/workspace/context.ts';

/** Instead of a walk: how to ask for one, or what is wrong with the request. */
export function NoWalk() {
  const narrator = useDocument((state) => state.narrator);
  const error = usePlayback((state) => state.error);
  return (
    <div className="flex flex-1 flex-col justify-center gap-2 px-6 py-8 text-small text-muted">
      {error === undefined ? (
        <>
          <p className="text-body text-ink">No request yet</p>
          <p>Choose where it starts and where it goes in the bar, or click a pod and then a Service on the canvas.</p>
          <p>
            Send it: every place it passes, every rule that touches it and every header that changes is listed here.
          </p>
        </>
      ) : (
        <>
          <p className="text-body text-rejected">✕ This request cannot be walked</p>
          <p className="break-words text-ink">{narrator.requestError(error)}</p>
          <p className="font-mono break-all">{error.code}</p>
          <p>
            A request starts at pod/NAMESPACE/NAME, node/NAME or internet, and goes to a Service name, an address with a
            port, or a URL such as http://web.shop/. The fields in the bar list what there is.
          </p>
        </>
      )}
    </div>
  );
}
