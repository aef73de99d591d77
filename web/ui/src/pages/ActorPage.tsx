import { useMemo } from 'react';
import type { History, Spell } from '../model/spell';
import { many, shortOf, type Actors } from '../model/words';
import { ActorFacts } from './ActorFacts';
import { isUnknown, usePast } from './asked';
import { Changes } from './Changes';
import { chosenOf, knownAs, othersIn, type Chosen } from './chosen';
import { useFacts } from './facts';
import { Gaps } from './Gaps';
import { Go, type Going } from './Go';
import { LeftOut } from './LeftOut';
import { Moves } from './Moves';
import type { PageProps } from './PairPage';
import { SpellBars, type Group } from './SpellBars';
import { Triads } from './Triads';
import { Waiting } from './Waiting';

const none: Chosen = { shown: [], all: [], left: { kinds: 0, words: 0, alleged: 0, possible: 0 } };
const noActors: Actors = new Map();

/** ActorPage is who an actor is, and with whom it stood since when. */
export function ActorPage(props: PageProps) {
  const { looking, history, change } = props;
  const actor = knownAs(looking.page[0]!, history);
  const facts = useFacts(looking, actor);
  const actors = history?.actors ?? noActors;
  const known = facts.current ? facts.value : null;
  // An address may name an actor by a former id, which only the API resolves.
  const id = known?.id ?? actor;
  const name = known?.shortName ?? known?.name ?? shortOf(actors, id);
  const going = { looking, change };
  return (
    <article className="page" aria-labelledby="page-heading">
      <header className="page-header">
        <h2 id="page-heading" dir="auto">
          {known?.name ?? actors.get(id)?.name ?? shortOf(actors, id)}
        </h2>
        <p className="page-actions">
          <button type="button" onClick={() => change({ page: [], actors: [id], hops: 1, table: false })}>
            In the graph
          </button>
          <button type="button" onClick={() => change({ page: [] })}>
            Close
          </button>
        </p>
      </header>
      <Waiting asked={facts} what="who it is">
        {(f) => <ActorFacts facts={f} {...going} />}
      </Waiting>
      {!isUnknown(facts.error) && <ActorTies {...props} id={id} sure={known !== null || actors.has(id)} name={name} />}
    </article>
  );
}

interface TiesProps extends PageProps {
  readonly id: string;
  /** Whether the id is surely the one that the ties go by. */
  readonly sure: boolean;
  readonly name: string;
}

function ActorTies({ id, sure, name, looking, on, against, history, change, openTies }: TiesProps) {
  const past = usePast(looking, [id]);
  const actors = history?.actors ?? noActors;
  const chosen = useMemo(() => (history ? chosenOf(history, [id], looking) : none), [history, id, looking]);
  const spells = useMemo(() => spellsOf(history), [history]);
  const groups = useMemo(() => byOther(chosen.shown, id, actors, { looking, change }), [chosen, id, actors, looking, change]);
  return (
    <>
      <h3>Ties, by the other party</h3>
      {history === null || !sure ? (
        <p className="page-waiting" role="status">
          {history === null ? 'The ties are being downloaded …' : 'Its ties are shown once it is known who it is.'}
        </p>
      ) : (
        <>
          <p className="page-soft">
            {many(chosen.shown.length, 'tie')} with {many(groups.length, 'other')}. A mediation stands with each that has a part in it.
          </p>
          <LeftOut left={chosen.left} change={change} />
          {chosen.shown.length === 0 && (
            <p className="page-none">
              {chosen.all.length === 0 ? `No source speaks of any tie of ${name}.` : `No tie of ${name} is left, as the view is set.`}
            </p>
          )}
          <SpellBars {...{ looking, change, on, against, actors, groups, openTies }} gaps={past.current && past.value ? past.value.gaps : null} />
        </>
      )}
      <h3>Balance</h3>
      <Triads {...{ on, actors, spells, openTies, looking, change }} actor={id} />
      <h3>Who moved between camps</h3>
      <Moves {...{ on, against, name, looking, change }} actor={id} />
      <h3>What changed</h3>
      <Waiting asked={past} what="changes">
        {(p) => <Changes changes={p.changes} total={p.total} chosen={chosen} openTies={openTies} />}
      </Waiting>
      <h3>Silence</h3>
      <Waiting asked={past} what="days that no source speaks of">
        {(p) => <Gaps gaps={p.gaps} of={`any tie of ${name}`} />}
      </Waiting>
    </>
  );
}

const spellsOf = (history: History | null): ReadonlyMap<string, Spell> => new Map(history?.spells.map((s) => [s.id, s] as const));

/** byOther groups spells by each other party, who has most of them first. */
function byOther(spells: readonly Spell[], actor: string, actors: Actors, going: Going): Group[] {
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
