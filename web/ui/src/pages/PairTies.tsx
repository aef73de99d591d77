import { contains, type Day } from '../model/day';
import { isMediation, type History, type Kind, type Spell } from '../model/spell';
import { capital, kindWords } from '../model/words';
import type { Past } from './asked';
import type { Chosen } from './chosen';
import { LeftOut } from './LeftOut';
import { Mediations } from './Mediations';
import type { PageProps } from './page';
import { standingOn } from './pair';
import { PairLine } from './PairLine';
import { SpellBars, type Group } from './SpellBars';
import type { Pair } from './usePair';

interface Props extends PageProps {
  readonly history: History;
  readonly pair: Pair;
}

/** PairTies is how two stood on the days looked at, their ties over time, and their dealings. */
export function PairTies({ pair, looking, on, against, history, change, openTies }: Props) {
  const { chosen, told, short } = pair;
  const { actors } = history;
  const dealings = chosen.shown.filter(isMediation);
  const days = against === null || against === on ? [on] : [Math.min(on, against), Math.max(on, against)];
  return (
    <>
      <div className="pair-states">
        {days.map((d) => (
          <PairLine
            key={d}
            standing={standingOn(chosen.all, d, silentOn(told, d), looking)}
            day={d}
            as={d === on ? 'looked at' : 'compared with'}
            openTies={openTies}
          />
        ))}
      </div>
      <h3>Ties between them</h3>
      <LeftOut left={chosen.left} change={change} />
      {chosen.shown.length === 0 && <p className="page-none">{emptiness(chosen, short)}</p>}
      <SpellBars {...{ looking, change, on, against, actors, openTies }} groups={byKind(chosen.shown)} gaps={told?.gaps ?? null} />
      <h3>Mediations and dealings</h3>
      <Mediations {...{ looking, change, actors, openTies }} spells={dealings} left={chosen.all.filter(isMediation).length - dealings.length} among={history.spells} />
    </>
  );
}

/** silentOn: whether no source speaks of the pair on a day; null if that is not known yet. */
const silentOn = (past: Past | null, day: Day): boolean | null => past && past.gaps.some((g) => contains(g, day));

function emptiness(chosen: Chosen, names: string): string {
  return chosen.all.length === 0 ? `No source in this view asserts any tie between ${names}.` : `No tie between ${names} is left, as the view is set.`;
}

const kinds: readonly Kind[] = ['ALLEGIANCE', 'MEDIATION', 'HOSTILITY'];

function byKind(spells: readonly Spell[]): Group[] {
  return kinds.flatMap((kind) => {
    const of = spells.filter((s) => s.kind === kind);
    return of.length > 0 ? [{ key: kind, heading: capital(of.length === 1 ? kindWords[kind].one : kindWords[kind].many), spells: of }] : [];
  });
}
