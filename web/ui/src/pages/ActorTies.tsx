import { useMemo } from 'react';
import type { History, Spell } from '../model/spell';
import { many, shortOf, type Actors } from '../model/words';
import { usePast, type Past } from './asked';
import { chosenOf, nobody, othersIn, type Chosen } from './chosen';
import { Go, type Going } from './Go';
import { LeftOut } from './LeftOut';
import { Moves } from './Moves';
import type { PageProps } from './page';
import { PastParts } from './PastParts';
import { SpellBars, type Group } from './SpellBars';
import { Triads } from './Triads';

interface Props extends PageProps {
  readonly id: string;
  /** Whether the id is surely the one that the ties go by. */
  readonly sure: boolean;
  readonly name: string;
}

/** ActorTies are an actor's ties, and what the API makes of them. */
export function ActorTies(props: Props) {
  const { id, sure, name, looking, on, against, history, change, openTies } = props;
  const past = usePast(looking, [id]);
  const actors = history?.actors ?? nobody;
  const chosen = useMemo(() => chosenOf(history, [id], looking), [history, id, looking]);
  const spells = useMemo(() => spellsOf(history), [history]);
  return (
    <>
      <h3>Ties, by the other party</h3>
      {history && sure ? (
        <ByOther {...props} actors={actors} chosen={chosen} told={past.current ? past.value : null} />
      ) : (
        <p className="page-waiting" role="status">
          {history ? 'Its ties are shown once it is known who it is.' : 'The ties are being downloaded …'}
        </p>
      )}
      <h3>Balance</h3>
      <Triads {...{ on, actors, spells, openTies, looking, change }} actor={id} />
      <h3>Who moved between camps</h3>
      <Moves {...{ on, against, name, looking, change }} actor={id} />
      <PastParts past={past} chosen={chosen} of={`any tie of ${name}`} certain={!looking.possible} openTies={openTies} />
    </>
  );
}

const spellsOf = (history: History | null): ReadonlyMap<string, Spell> => new Map(history?.spells.map((s) => [s.id, s] as const));

interface ByOtherProps extends Props {
  readonly actors: Actors;
  readonly chosen: Chosen;
  /** Null while it is asked for. */
  readonly told: Past | null;
}

function ByOther({ id, name, looking, on, against, change, openTies, actors, chosen, told }: ByOtherProps) {
  const groups = useMemo(() => groupsOf(chosen.shown, id, actors, { looking, change }), [chosen, id, actors, looking, change]);
  return (
    <>
      <p className="page-soft">
        {many(chosen.shown.length, 'tie')} with {many(groups.length, 'other')}. A mediation stands with each that has a part in it.
      </p>
      <LeftOut left={chosen.left} change={change} />
      {chosen.shown.length === 0 && (
        <p className="page-none">
          {chosen.all.length === 0 ? `No source in this view asserts any tie of ${name}.` : `No tie of ${name} is left, as the view is set.`}
        </p>
      )}
      <SpellBars {...{ looking, change, on, against, actors, groups, openTies }} gaps={told?.gaps ?? null} />
    </>
  );
}

/** groupsOf puts spells with each other party, who has most of them first. */
function groupsOf(spells: readonly Spell[], actor: string, actors: Actors, going: Going): Group[] {
  const by = new Map<string, Spell[]>();
  for (const s of spells) {
    for (const other of othersIn(s, actor)) {
      const of = by.get(other);
      if (of) of.push(s);
      else by.set(other, [s]);
    }
  }
  const sorted = [...by].sort((a, b) => b[1].length - a[1].length || (shortOf(actors, a[0]) < shortOf(actors, b[0]) ? -1 : 1));
  return sorted.map(([other, of]) => ({
    key: other,
    heading: (
      <Go {...going} to={{ page: [actor, other] }}>
        {actors.get(other)?.name ?? shortOf(actors, other)}
      </Go>
    ),
    spells: of,
  }));
}
