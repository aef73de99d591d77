import type { Looking } from '../model/address';
import { ActorCard } from '../panels/ActorCard';
import { ChangesPanel } from '../panels/ChangesPanel';
import { EvidencePanel } from '../panels/EvidencePanel';
import type { View } from '../state/useView';

/** Side is the list of changes, or what was opened from it: evidence, or an actor's card. */
export function Side({ looking, view }: { looking: Looking; view: View }) {
  const { history, seen, spells, days } = view;
  const { ties, pick } = looking;
  const { on, against } = days.settled;
  return (
    <div className="right">
      {history && ties.length > 0 && <EvidencePanel key={ties.join()} looking={looking} on={on} history={history} spells={spells} current={view.current} change={days.change} />}
      {ties.length === 0 && pick && !view.current && <p className="soft card">Asking…</p>}
      {history && seen && view.current && ties.length === 0 && pick && <ActorCard key={pick} id={pick} looking={looking} on={days.on} history={history} looks={seen.looks} unknown={view.unknown.includes(pick)} change={days.change} />}
      {/* Kept, so that who comes back finds the list as it was left. */}
      <div className="right-list" hidden={ties.length > 0 || pick !== null}>
        <ChangesPanel looking={looking} on={on} against={against} told={view.told} spells={spells} among={view.among} waiting={view.opened.error === null} change={days.change} />
      </div>
    </div>
  );
}
