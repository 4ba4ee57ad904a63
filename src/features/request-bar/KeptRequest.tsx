import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { formatSource } from '../../engine/requests.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { optionsOf } from './draft-request.ts';
import { callRequest } from './short-request.ts';
import { GoingMark } from './GoingMark.tsx';
import { useSayStanding } from './use-say-standing.ts';
import type { StandingNow } from './use-standings.ts';

export interface KeptRequestProps {
  readonly request: SavedRequest;
  /** Its place among the others. */
  readonly index: number;
  readonly last: boolean;
  readonly standing: StandingNow;
  readonly onSend: () => void;
  readonly onName: (name: string) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** A request that is kept: how it stands and why, and what can be done with it. */
export function KeptRequest({ request, index, standing, onSend, onName, ...more }: KeptRequestProps) {
  const words = useWords('requests');
  const sayStanding = useSayStanding();
  const readOnly = useView((state) => state.readOnly);
  const [naming, setNaming] = useState(false);
  const called = callRequest(request);
  return (
    <li className="flex flex-wrap items-start gap-x-2 gap-y-1 py-2">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5 text-small">
        {naming ? (
          <NameField
            name={request.title ?? ''}
            onDone={(name) => {
              setNaming(false);
              if (name !== undefined) onName(name);
            }}
          />
        ) : (
          request.title !== undefined && <span className="font-semibold break-words">{request.title}</span>
        )}
        <RequestLine request={request} />
        <p className="text-pretty break-words text-muted">
          <GoingMark standing={standing} />
          {standing !== undefined && standing !== 'asked' && ` ${sayStanding(standing)}`}
        </p>
      </div>
      <span className="flex items-center">
        {!readOnly && (
          <Changes called={called} index={index} naming={naming} onRename={() => setNaming(!naming)} {...more} />
        )}
        <Button
          label={words.send}
          aria-label={words.sendIt(called)}
          data-focus={`${index} send`}
          variant="outline"
          onClick={onSend}
        />
      </span>
    </li>
  );
}

interface ChangesProps extends Pick<KeptRequestProps, 'index' | 'last' | 'onMove' | 'onRemove'> {
  readonly called: string;
  readonly naming: boolean;
  readonly onRename: () => void;
}

function Changes({ called, index, last, naming, onRename, onMove, onRemove }: ChangesProps) {
  const words = useWords('requests');
  const place = (name: string) => ({ 'data-focus': `${index} ${name}` });
  return (
    <>
      <IconButton
        label={words.rename(called)}
        icon={<Pencil size={16} aria-hidden />}
        aria-expanded={naming}
        onClick={onRename}
      />
      <IconButton
        label={words.earlier(called)}
        icon={<ArrowUp size={16} aria-hidden />}
        disabled={index === 0}
        onClick={() => onMove(index - 1)}
        {...place('up')}
      />
      <IconButton
        label={words.later(called)}
        icon={<ArrowDown size={16} aria-hidden />}
        disabled={last}
        onClick={() => onMove(index + 1)}
        {...place('down')}
      />
      <IconButton label={words.remove(called)} icon={<Trash2 size={16} aria-hidden />} onClick={onRemove} />
    </>
  );
}

interface NameFieldProps {
  readonly name: string;
  /** undefined: as it was. */
  readonly onDone: (name: string | undefined) => void;
}

function NameField({ name, onDone }: NameFieldProps) {
  const words = useWords('requests');
  const [typed, setTyped] = useState(name);
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(typed);
      }}
    >
      <input
        aria-label={words.name}
        value={typed}
        maxLength={LONGEST_NAME}
        // The person asked for it just now.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        autoComplete="off"
        className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 pointer-coarse:h-10"
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // The dialog stays.
          event.preventDefault();
          event.stopPropagation();
          onDone(undefined);
        }}
      />
      <Button type="submit" label={words.save} variant="outline" />
    </form>
  );
}

const LONGEST_NAME = 200;

/** From where to what, in full, with its method and headers. */
export function RequestLine({
  request,
  className = '',
}: {
  readonly request: SavedRequest;
  readonly className?: string;
}) {
  const words = useWords('requests');
  const { method, headers } = optionsOf(request);
  const how = [method, headers.replaceAll('\n', ', ')].filter(Boolean).join(' ');
  return (
    <span className={`min-w-0 font-mono text-small break-words text-ink ${className}`}>
      {words.request(formatSource(request.from), request.to, how)}
    </span>
  );
}
