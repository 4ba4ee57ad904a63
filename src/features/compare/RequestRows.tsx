import { useState } from 'react';
import type { Router } from '../../engine/engine.ts';
import { formatSource } from '../../engine/requests.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { type ComparedRequest, compareRequests } from '../../simulation/views/compare-requests.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { CELL, DIFFERS, RowHead } from './cells.tsx';
import { RequestEnd } from './RequestEnd.tsx';

export interface RequestRowsProps {
  readonly routers: readonly [Router, Router];
  /** Of the open board. */
  readonly requests: readonly SavedRequest[];
}

/** How every request of the board ends on both sides: walked when that is asked for. */
export function RequestRows({ routers, requests }: RequestRowsProps) {
  const words = useWords('compare').byRequest;
  const [done, setDone] = useState<RequestRowsProps & { readonly found: readonly ComparedRequest[] }>();
  const [left, right] = routers;
  // Of other sides nothing has been found yet.
  const isOf = done?.routers[0] === left && done.routers[1] === right && done.requests === requests;
  const found = isOf ? done.found : undefined;
  const different = found?.filter(({ same }) => !same).length ?? 0;
  return (
    <tbody className="block sm:table-row-group">
      <tr className="block border-y border-line bg-sunken sm:table-row">
        <th colSpan={3} scope="colgroup" className="block px-6 py-2 font-normal text-muted sm:table-cell">
          <span className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
            <span className="font-semibold text-ink">{words.title}</span>
            <span role="status">{found !== undefined && words.different(different, found.length)}</span>
            {found === undefined && (
              <Button
                label={words.walk(requests.length)}
                variant="outline"
                onClick={() => setDone({ routers, requests, found: compareRequests(routers, requests) })}
              />
            )}
          </span>
        </th>
      </tr>
      {found?.map(({ request: { title, from, to }, same, ends }, index) => (
        // A request may be kept twice: its place tells it from the other.
        // oxlint-disable-next-line react/no-array-index-key
        <tr key={index} className="grid grid-cols-2 border-b border-line last:border-b-0 sm:table-row">
          <RowHead title={title ?? `${formatSource(from)} → ${to}`} differs={!same} />
          {ends.map((compared, side) => (
            // oxlint-disable-next-line react/no-array-index-key
            <td key={side} className={`${CELL} ${same ? '' : DIFFERS}`}>
              <RequestEnd compared={compared} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
