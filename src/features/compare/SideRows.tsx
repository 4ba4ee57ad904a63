import { formatSource } from '../../engine/requests.ts';
import { sayEdit } from '../../simulation/stores/edit-details.ts';
import type { HistoryEntry } from '../../simulation/stores/document-store.ts';
import { COMPARED_MODES, COMPARED_VERSIONS, type ComparedSettings } from '../../simulation/views/compare-walks.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';
import { CELL, RowHead, SELECT } from './cells.tsx';
import { boardKey, boardOf, type KeptBoard, type Side } from './sides.ts';
import type { SideWalk } from './use-side.ts';

/** How many steps of the history are offered. */
const STEPS = 12;

export interface SideRowsProps {
  readonly sides: readonly [Side, Side];
  readonly walks: readonly [SideWalk, SideWalk];
  readonly kept: readonly KeptBoard[];
  readonly onChange: (which: 0 | 1, side: Side) => void;
}

/** What is compared with what: a row for each choice, where two differ with a mark. */
export function SideRows({ sides, walks, kept, onChange }: SideRowsProps) {
  const words = useWords('compare');
  const past = useDocument((state) => state.past);
  const keys = sides.map(({ board }) => boardKey(board, past));
  const changed = (which: 0 | 1, setting: Partial<ComparedSettings>): void =>
    onChange(which, { ...sides[which], settings: { ...sides[which].settings, ...setting } });
  return (
    <>
      <tr className={ROW}>
        <RowHead dense title={words.choices.board} differs={keys[0] !== keys[1]} />
        {WHICH.map((which) => (
          <td key={which} className={CHOICE}>
            <BoardChoice
              label={words.boardOf(words.which[which])}
              value={keys[which] ?? ''}
              past={past}
              kept={kept}
              onChange={(key) => onChange(which, { ...sides[which], board: boardOf(key, past), request: undefined })}
            />
          </td>
        ))}
      </tr>
      <tr className={ROW}>
        <RowHead dense title={words.choices.request} differs={sides[0].request !== sides[1].request} />
        {WHICH.map((which) => (
          <td key={which} className={CHOICE}>
            <RequestChoice
              label={words.requestOf(words.which[which])}
              side={sides[which]}
              walk={walks[which]}
              onChange={(request) => onChange(which, { ...sides[which], request })}
            />
          </td>
        ))}
      </tr>
      <SettingRow
        setting="proxyMode"
        title={words.choices.mode}
        labelOf={words.modeOf}
        names={words.modes}
        values={COMPARED_MODES}
        {...{ sides, walks, changed }}
      />
      <SettingRow
        setting="cni"
        title={words.choices.network}
        labelOf={words.networkOf}
        names={words.networks}
        values={Object.keys(words.networks)}
        {...{ sides, walks, changed }}
      />
      <SettingRow
        setting="kubernetesVersion"
        title={words.choices.version}
        labelOf={words.versionOf}
        names={{}}
        values={COMPARED_VERSIONS}
        {...{ sides, walks, changed }}
      />
    </>
  );
}

const WHICH = [0, 1] as const;
const CHOICE = `${CELL} py-1!`;
const ROW = 'grid grid-cols-2 sm:table-row';
interface BoardChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly past: readonly HistoryEntry[];
  readonly kept: readonly KeptBoard[];
  readonly onChange: (key: string) => void;
}

function BoardChoice({ label, value, past, kept, onChange }: BoardChoiceProps) {
  const words = useWords('compare');
  const edits = useWords('edits');
  const steps = past.map((entry) => ({
    key: boardKey({ is: 'before', entry }, past),
    edit: sayEdit(entry.edit, edits),
  }));
  return (
    <select aria-label={label} className={SELECT} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="now">{words.boards.now}</option>
      {steps.length > 0 && (
        <optgroup label={words.boards.history}>
          {steps
            .slice(-STEPS)
            .toReversed()
            .map(({ key, edit }) => (
              <option key={key} value={key}>
                {words.boards.before(edit)}
              </option>
            ))}
        </optgroup>
      )}
      {kept.length > 0 && (
        <optgroup label={words.boards.others}>
          {kept.map(({ id, title }) => (
            <option key={id} value={boardKey({ is: 'kept', id }, past)}>
              {title}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

interface RequestChoiceProps {
  readonly label: string;
  readonly side: Side;
  readonly walk: SideWalk;
  readonly onChange: (request: number | undefined) => void;
}

/** The request on the screen, or one that is kept with the board. */
function RequestChoice({ label, side, walk, onChange }: RequestChoiceProps) {
  const words = useWords('compare');
  const requests = walk.document?.requests ?? [];
  return (
    <select
      aria-label={label}
      className={SELECT}
      value={side.request ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
    >
      <option value="">{words.sameRequest}</option>
      {requests.map(({ title, from, to }, index) => (
        // A request may be kept twice: its place tells it from the other.
        // oxlint-disable-next-line react/no-array-index-key
        <option key={index} value={index}>
          {title ?? `${formatSource(from)} → ${to}`}
        </option>
      ))}
    </select>
  );
}

interface SettingRowProps<Setting extends keyof ComparedSettings> extends Pick<SideRowsProps, 'sides' | 'walks'> {
  readonly setting: Setting;
  readonly title: string;
  readonly labelOf: (which: string) => string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: readonly NonNullable<ComparedSettings[Setting]>[];
  readonly changed: (which: 0 | 1, setting: Partial<ComparedSettings>) => void;
}

/** What a walk's cluster has; undefined: there is no walk. */
function settingOf<Setting extends keyof ComparedSettings>(walk: SideWalk['walk'], setting: Setting) {
  return walk?.ok === true ? walk.walk.cluster.settings[setting] : undefined;
}

/** A setting of the cluster: the board's own, or one that is put in its place. */
function SettingRow<Setting extends keyof ComparedSettings>({
  setting,
  title,
  labelOf,
  names,
  values,
  sides,
  walks,
  changed,
}: SettingRowProps<Setting>) {
  const words = useWords('compare');
  const nameOf = (value: string): string => (Object.hasOwn(names, value) ? (names[value] ?? value) : value);
  const used = walks.map(({ walk }) => settingOf(walk, setting));
  return (
    <tr className={ROW}>
      <RowHead dense title={title} differs={used[0] !== used[1] && !used.includes(undefined)} />
      {WHICH.map((which) => {
        const chosen = sides[which].settings[setting];
        const now = used[which];
        return (
          <td key={which} className={CHOICE}>
            <select
              aria-label={labelOf(words.which[which])}
              className={SELECT}
              value={chosen ?? ''}
              onChange={({ target }) => changed(which, { [setting]: values.find((value) => value === target.value) })}
            >
              <option value="">
                {chosen === undefined && now !== undefined ? words.ownNow(nameOf(now)) : words.own}
              </option>
              {values.map((value) => (
                <option key={value} value={value}>
                  {nameOf(value)}
                </option>
              ))}
            </select>
          </td>
        );
      })}
    </tr>
  );
}
