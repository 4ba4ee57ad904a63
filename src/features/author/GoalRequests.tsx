import { formatObjectRef, parseObjectKey } from '../../engine/objects.ts';
import { formatSource } from '../../engine/requests.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import type { GoalRequest } from '../../scenario/document/goal.ts';
import { MOST_CLAUSES } from '../../scenario/document/limits.ts';
import { answerersOf, namedBy, objectSelected, statusesFor } from '../../simulation/author/goal-choices.ts';
import { endOf, endRequest, keepAll, requestsOf, type RequestEnd } from '../../simulation/author/write-goal.ts';
import { requestKey } from '../../simulation/requests/request-key.ts';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';
import { Check, Choices, Select, toggled } from './Choices.tsx';
import type { OfGoal } from './of-goal.ts';

/** How the requests of the board have to end. */
export function GoalRequests({ document, edit }: OfGoal) {
  const words = useWords('author');
  const shown = usePlayback((state) => state.request);
  const requests = requestsOf(document, shown);
  const router = useDocument((state) => state.router);
  const isFull = (document.goal?.requests.length ?? 0) >= MOST_CLAUSES;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="text-muted">{words.requests}</legend>
      {requests.length === 0 && <p className="text-muted">{words.noRequests}</p>}
      <ul className="flex flex-col gap-2">
        {requests.map((request) => (
          <Ending
            key={requestKey(request)}
            request={request}
            end={endOf(document, request)}
            isFull={isFull}
            onChange={(end) =>
              edit((board) => {
                const ended = endRequest(board, request, end);
                const isNew = end !== undefined && endOf(board, request) === undefined && ended !== board;
                return isNew ? keepAll(ended, namedBy(request, router)) : ended;
              })
            }
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface EndingProps {
  readonly request: SavedRequest;
  /** undefined: the goal says nothing of it. */
  readonly end: GoalRequest | undefined;
  /** The goal says something of as many requests as it can. */
  readonly isFull: boolean;
  readonly onChange: (end: RequestEnd | undefined) => void;
}

function Ending({ request, end, isFull, onChange }: EndingProps) {
  const words = useWords('author');
  const router = useDocument((state) => state.router);
  const name = `${formatSource(request.from)} → ${request.to}`;
  const { expect } = end ?? {};
  const way = typeof expect === 'number' ? 'status' : (expect ?? 'none');
  const choose = (value: string): void => {
    if (value === 'status') onChange({ ...end, expect: statusesFor(request, router)[0] ?? 200 });
    else onChange(value === 'succeeds' || value === 'fails' ? { ...end, expect: value } : undefined);
  };
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-40 flex-1 break-words text-ink">{request.title ?? name}</span>
        <Select
          label={words.expectOf(name)}
          isNamed
          value={way}
          disabled={isFull && end === undefined}
          options={(['none', 'succeeds', 'status', 'fails'] as const).map((value) => ({
            value,
            label: words.expects[value],
          }))}
          onChange={choose}
        />
        {end !== undefined && typeof expect === 'number' && (
          <Select
            label={words.statusOf(name)}
            isNamed
            value={String(expect)}
            options={[...new Set([expect, ...statusesFor(request, router)])].map((status) => ({
              value: String(status),
              label: words.status(status),
            }))}
            onChange={(status) => onChange({ ...end, expect: Number(status) })}
          />
        )}
      </div>
      {end !== undefined && expect !== 'fails' && <Answering end={end} onChange={onChange} />}
    </li>
  );
}

/** Who has to answer, and what of the client it has to see. */
function Answering({ end, onChange }: { readonly end: GoalRequest; readonly onChange: EndingProps['onChange'] }) {
  const words = useWords('author');
  const { cluster } = useDocument((state) => state.router);
  const selected = useView((state) => state.selected);
  const { by = [], each, ownAddress } = end;
  const answerers = answerersOf(cluster);
  const pointed = [selected, objectSelected(selected, cluster)].find(
    (key) => key !== undefined && answerers.includes(key),
  );
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
      <Choices
        label={words.by}
        none={words.byAnybody}
        options={[...new Set([...answerers, ...by])].map((key) => ({ value: key, label: nameOf(key) }))}
        chosen={by}
        isFull={by.length >= MOST_CLAUSES}
        pointed={{ label: words.takeSelected, value: pointed }}
        onToggle={(key) => onChange({ ...end, by: toggled(by, key) })}
      />
      {by.length > 1 && (
        <Check
          label={words.each}
          checked={each === true}
          onToggle={() => {
            const { each: _, ...rest } = end;
            onChange(each === true ? rest : { ...rest, each: true });
          }}
        />
      )}
      <Check
        label={words.ownAddress}
        checked={ownAddress === true}
        onToggle={() => {
          const { ownAddress: _, ...rest } = end;
          onChange(ownAddress === true ? rest : { ...rest, ownAddress: true });
        }}
      />
    </div>
  );
}

function nameOf(key: string): string {
  const ref = parseObjectKey(key);
  return ref === undefined ? key : formatObjectRef(ref);
}
