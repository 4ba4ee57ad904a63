import { useMemo } from 'react';
import { formatVia } from '../../engine/requests.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import type { RequestOptions } from './draft-request.ts';
import { useWords } from '../../ui/words.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const FIELD =
  'min-w-0 rounded-md border border-line-strong bg-surface px-2 font-mono text-small text-ink placeholder:text-faint hover:border-ink';

export interface RequestOptionsPanelProps {
  readonly options: RequestOptions;
  readonly onChange: (options: RequestOptions) => void;
}

/** What matters to proxies that read HTTP: the method, headers, and which entry point the host stands for. */
export function RequestOptionsPanel({ options, onChange }: RequestOptionsPanelProps) {
  const words = useWords('requestOptions');
  const known = useDocument((state) => state.router.cluster.entries);
  const entries = useMemo(() => {
    const listed = known.map(formatVia);
    return options.via === '' || listed.includes(options.via) ? listed : [options.via, ...listed];
  }, [known, options.via]);
  return (
    <div className="grid grid-cols-1 gap-2 text-small text-muted sm:grid-cols-[auto_minmax(0,1fr)_minmax(0,2fr)]">
      <label className="flex flex-col gap-0.5">
        {words.method}
        <select
          className={`${FIELD} h-8`}
          value={options.method === '' ? 'GET' : options.method}
          onChange={(event) => onChange({ ...options, method: event.target.value === 'GET' ? '' : event.target.value })}
        >
          {METHODS.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-0.5">
        {words.resolvesTo}
        <select
          className={`${FIELD} h-8`}
          value={options.via}
          onChange={(event) => onChange({ ...options, via: event.target.value })}
        >
          <option value="">{words.asDns}</option>
          {entries.map((entry) => (
            <option key={entry}>{entry}</option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-0.5">
        {words.headers}
        <textarea
          rows={1}
          className={`${FIELD} min-h-8 py-1`}
          placeholder={words.headersExample}
          spellCheck={false}
          value={options.headers}
          onChange={(event) => onChange({ ...options, headers: event.target.value })}
        />
      </label>
    </div>
  );
}
