import { Code } from '../../ui/Code.tsx';
import { formatVia } from '../../engine/requests.ts';
import type { MigrationRow } from '../../simulation/views/migration.ts';
import { usePlayback } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';

/** More of them nobody reads, and each costs room. */
const MOST = 200;

const CELL = 'min-w-0 px-3 py-2 align-top break-words first:pl-6 last:pr-6 max-sm:px-6';
const LINK = 'max-w-full text-left font-mono text-accent underline underline-offset-2';

interface RequestTableProps {
  readonly rows: readonly MigrationRow[];
  /** What they are compared with is on the board: it can be asked too. */
  readonly onBoard: boolean;
  readonly onSent: () => void;
}

/** Request by request what is answered under the Ingress, what in its place, and the difference in words. */
export function RequestTable({ rows, onBoard, onSent }: RequestTableProps) {
  const words = useWords('migrate');
  const send = usePlayback((state) => state.send);
  const shown = rows.slice(0, MOST);
  const ask = ({ url, headers }: MigrationRow, via: string) => {
    onSent();
    send({ from: { internet: true }, to: url, via, http: { headers } });
  };
  return (
    <>
      <table aria-label={words.table} className="block w-full text-left text-small sm:table sm:table-fixed">
        <thead className="bg-raised text-muted max-sm:hidden">
          <tr className="border-y border-line">
            {(['request', 'before', 'after', 'change'] as const).map((column) => (
              <th key={column} scope="col" className={`${CELL} font-normal`}>
                {words.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block sm:table-row-group">
          {shown.map((row) => (
            <Row key={rowKey(row)} row={row} onBoard={onBoard} onAsk={(via) => ask(row, via)} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <p className="px-6 py-2 text-small text-muted">{words.more(rows.length - shown.length)}</p>
      )}
    </>
  );
}

const rowKey = ({ url, headers, ingress }: MigrationRow): string =>
  `${ingress.namespace}/${ingress.name} ${url} ${JSON.stringify(headers)}`;

interface RowProps {
  readonly row: MigrationRow;
  readonly onBoard: boolean;
  readonly onAsk: (via: string) => void;
}

function Row({ row, onBoard, onAsk }: RowProps) {
  const words = useWords('migrate');
  const { url, headers, ingress, before, after, changes, via } = row;
  const differs = changes.length > 0;
  return (
    <tr className="block border-b border-line py-2 last:border-b-0 sm:table-row">
      <th scope="row" className={`${CELL} block font-normal sm:table-cell`}>
        <button
          type="button"
          className={LINK}
          title={words.send(url)}
          onClick={() => onAsk(formatVia({ kind: 'Ingress', ...ingress }))}
        >
          <Code text={url} />
        </button>
        {Object.entries(headers).map(([name, value]) => (
          <div key={name} className="font-mono break-all text-muted">
            {name}: {value}
          </div>
        ))}
      </th>
      <td className={`${CELL} block sm:table-cell`}>
        <Heading text={words.columns.before} />
        {words.say.answers(before)}
      </td>
      <td className={`${CELL} block sm:table-cell`}>
        <Heading text={words.columns.after} />
        {via === undefined ? words.nobody : words.say.answers(after)}
        {onBoard && via !== undefined && (
          <button
            type="button"
            className={`${LINK} block`}
            aria-label={words.sendAfter(url)}
            onClick={() => onAsk(via)}
          >
            {via}
          </button>
        )}
      </td>
      <td className={`${CELL} block sm:table-cell ${differs ? 'text-changed' : 'text-muted'}`}>
        <Heading text={words.columns.change} />
        {differs && <span aria-hidden>≠ </span>}
        {differs ? changes.map((change) => words.say.change(change)).join(' ') : words.same}
      </td>
    </tr>
  );
}

/** Of a cell that stands by itself on a narrow screen. */
function Heading({ text }: { readonly text: string }) {
  return (
    <span aria-hidden className="mr-2 text-faint sm:hidden">
      {text}
    </span>
  );
}
