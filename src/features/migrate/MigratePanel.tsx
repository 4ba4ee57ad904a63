import { Plus } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { formatManifests } from '../../manifests/format.ts';
import { putObjects } from '../../simulation/edits.ts';
import {
  type Migration,
  type MigrationTarget,
  planMigration,
  usualGatewayClass,
} from '../../simulation/views/migration.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyingButton } from '../../ui/copying/CopyButton.tsx';
import { useCopy } from '../../ui/copying/use-copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { Choices, type Shown } from './Choices.tsx';
import { Draft } from './Draft.tsx';
import { RequestTable } from './RequestTable.tsx';
import { useRows } from './use-rows.ts';

/** Moving away from ingress-nginx: what is drafted in place of its Ingresses, what that lacks, and who is answered otherwise. */
export function MigratePanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords('migrate');
  const usual = useDocument((state) => usualGatewayClass(state.router.cluster));
  const [typed, setTyped] = useState(usual);
  const gatewayClass = useDeferredValue(typed.trim() === '' ? usual : typed.trim());
  const document = useDocument((state) => state.document);
  const migration = useMemo(() => planMigration(document, gatewayClass), [document, gatewayClass]);
  const yaml = useMemo(() => formatManifests(migration.draft.objects), [migration]);
  if (migration.draft.objects.length === 0) {
    return (
      <Dialog title={words.title} onClose={onClose}>
        <p className="px-6 py-8 text-muted">{words.none}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.title} size="large" onClose={onClose} footer={<Footer {...{ migration, yaml, onClose }} />}>
      <Comparison migration={migration} gatewayClass={typed} onGatewayClass={setTyped} onClose={onClose} />
      <Draft yaml={yaml} />
    </Dialog>
  );
}

interface ComparisonProps {
  readonly migration: Migration;
  readonly gatewayClass: string;
  readonly onGatewayClass: (text: string) => void;
  readonly onClose: () => void;
}

function Comparison({ migration, gatewayClass, onGatewayClass, onClose }: ComparisonProps) {
  const words = useWords('migrate');
  const { draft, requests, hasOwn } = migration;
  const [wanted, setWanted] = useState<MigrationTarget>();
  const target = wanted ?? (hasOwn ? 'own' : 'draft');
  const ingresses = [...new Set(requests.map(({ ingress }) => `${ingress.namespace}/${ingress.name}`))];
  const selected = useView((state) => state.selected?.replace(/^Ingress\//, ''));
  const [chosen, setChosen] = useState(() => (selected !== undefined && ingresses.includes(selected) ? selected : ''));
  const [shown, setShown] = useState<Shown>('changed');
  const { rows, done } = useRows(migration, target);
  const isMeant = ({ ingress }: { readonly ingress: { readonly namespace: string; readonly name: string } }) =>
    chosen === '' || chosen === `${ingress.namespace}/${ingress.name}`;
  const own = rows.filter(isMeant);
  const changed = own.filter(({ changes }) => changes.length > 0);
  const lacking = draft.lacking.filter(isMeant);
  return (
    <>
      <p className="px-6 pt-4 text-small text-pretty text-muted">{words.about(requests.length)}</p>
      <Choices
        hasOwn={hasOwn}
        target={target}
        onTarget={setWanted}
        ingresses={ingresses}
        chosen={chosen}
        onChoose={setChosen}
        shown={shown}
        onShow={setShown}
        counts={{ changed: changed.length, all: own.length }}
        gatewayClass={gatewayClass}
        onGatewayClass={onGatewayClass}
      />
      <p role="status" className="px-6 pb-3 text-body">
        {done ? words.summary(changed.length, own.length) : words.progress(rows.length, requests.length)}
      </p>
      <RequestTable rows={shown === 'all' ? own : changed} onBoard={target === 'own'} onSent={onClose} />
      {target === 'draft' && (
        <section aria-labelledby="migrate-lacking" className="border-t border-line px-6 py-4 text-small">
          <h3 id="migrate-lacking" className="pb-2 text-body font-semibold">
            {words.lacking}
          </h3>
          {lacking.length === 0 && <p className="text-muted">{words.goesOver}</p>}
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {lacking.map((each) => (
              <li key={words.say.lacking(each)} className="text-pretty break-words">
                {words.say.lacking(each)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface FooterProps {
  readonly migration: Migration;
  readonly yaml: string;
  readonly onClose: () => void;
}

function Footer({ migration, yaml, onClose }: FooterProps) {
  const words = useWords('migrate');
  const { document, view } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const copying = useWords('copying');
  const { copied, copy } = useCopy(yaml);
  const add = (): void => {
    const { objects } = migration.draft;
    const undo = document.getState().edit({ code: 'ADD_GATEWAYS', detail: {} }, (now) => putObjects(now, objects));
    view.getState().toast({ tone: 'success', text: words.added(objects.length), undo });
    onClose();
  };
  return (
    <>
      {copied === 'refused' && (
        <p role="status" className="mr-auto text-small text-muted">
          {copying.refused}
        </p>
      )}
      <CopyingButton label={words.copy} variant="outline" copied={copied} onClick={() => void copy(yaml)} />
      {!readOnly && <Button label={words.add} variant="primary" icon={<Plus size={16} aria-hidden />} onClick={add} />}
    </>
  );
}
