import { useMemo } from 'react';
import type { Looking } from '../model/address';
import { contains, type Day } from '../model/day';
import type { History, Kind, Spell } from '../model/spell';
import { kindWords, shortOf, type Actors } from '../model/words';
import { isUnknown, usePast, type Belonging, type Past } from './asked';
import { Changes } from './Changes';
import { chosenOf, knownAs, type Chosen } from './chosen';
import { Dates } from './Dates';
import { datedSaid } from './facts';
import { Gaps } from './Gaps';
import { Go, type Change, type Going } from './Go';
import { LeftOut } from './LeftOut';
import { Mediations } from './Mediations';
import { standingOn } from './pair';
import { PairLine } from './PairLine';
import { SpellBars, type Group } from './SpellBars';
import { Waiting } from './Waiting';

export interface PageProps {
  readonly looking: Looking;
  readonly on: Day;
  readonly against: Day | null;
  /** Null while it is downloaded. */
  readonly history: History | null;
  readonly change: Change;
  readonly openTies: (ids: string[]) => void;
}

const none: Chosen = { shown: [], all: [], left: { kinds: 0, words: 0, alleged: 0, possible: 0 } };
const noActors: Actors = new Map();

/** PairPage is what sources say of two actors: how they stood, since when, and what nobody speaks of. */
export function PairPage(props: PageProps) {
  const { looking, on, against, history, change, openTies } = props;
  const asked = looking.page.map((id) => knownAs(id, history));
  const past = usePast(looking, asked);
  const told = past.current ? past.value : null;
  // An address may name an actor by a former id, which only the API resolves.
  const [one, other] = (told?.actors.map((a) => a.id) ?? asked) as [string, string];
  const chosen = useMemo(() => (history ? chosenOf(history, [one, other], looking) : none), [history, one, other, looking]);
  const actors = history?.actors ?? noActors;
  const sure = told !== null || asked.every((id) => actors.has(id));
  const nameOf = (id: string, n: number) => (actors.has(id) ? actors.get(id)!.name : (told?.actors[n]?.name ?? shortOf(actors, id)));
  const short = [one, other].map((id, n) => (actors.has(id) ? shortOf(actors, id) : (told?.actors[n]?.shortName ?? nameOf(id, n)))).join(' and ');
  if (isUnknown(past.error) || one === other) {
    return (
      <article className="page" aria-labelledby="page-heading">
        <PairHeading looking={looking} change={change} one={one} other={other} names={[nameOf(one, 0), nameOf(other, 1)]} />
        {one === other ? (
          <p className="page-none">Both are the same actor.</p>
        ) : (
          <Waiting asked={past} what="these two">
            {() => null}
          </Waiting>
        )}
      </article>
    );
  }
  const states = against === null || against === on ? [on] : [Math.min(on, against), Math.max(on, against)];
  return (
    <article className="page" aria-labelledby="page-heading">
      <PairHeading looking={looking} change={change} one={one} other={other} names={[nameOf(one, 0), nameOf(other, 1)]} />
      {told?.belonging.map((b) => <Belongs key={`${b.actor.id} ${b.role} ${b.period.start}`} said={b} />)}
      {history === null || !sure ? (
        <p className="page-waiting" role="status">
          {history === null ? 'The ties are being downloaded …' : 'Their ties are shown once it is known who they are.'}
        </p>
      ) : (
        <>
          <div className="pair-states">
            {states.map((d) => (
              <PairLine key={d} standing={standingOn(chosen.all, d, silentOn(told, d))} day={d} as={d === on ? 'looked at' : 'compared with'} openTies={openTies} />
            ))}
          </div>
          <h3>Ties between them</h3>
          <LeftOut left={chosen.left} change={change} />
          {chosen.shown.length === 0 && <p className="page-none">{emptiness(chosen, short)}</p>}
          <SpellBars {...{ looking, change, on, against, actors, openTies }} groups={byKind(chosen.shown)} gaps={told?.gaps ?? null} />
          <h3>Mediations and dealings</h3>
          <Mediations {...{ looking, change, actors, openTies }} spells={chosen.shown.filter((s) => s.kind === 'MEDIATION')} among={history.spells} />
        </>
      )}
      <h3>What changed</h3>
      <Waiting asked={past} what="changes">
        {(p) => <Changes changes={p.changes} total={p.total} chosen={chosen} openTies={openTies} />}
      </Waiting>
      <h3>Silence</h3>
      <Waiting asked={past} what="days that no source speaks of">
        {(p) => <Gaps gaps={p.gaps} of={`any tie between ${short}`} />}
      </Waiting>
    </article>
  );
}

/** Belongs says that one is part of the other's side, which is no tie between sides. */
function Belongs({ said }: { said: Belonging }) {
  const dates = datedSaid(said.period);
  return (
    <p className="page-soft">
      <bdi>{said.actor.name}</bdi>: {said.role ?? 'part of'} <bdi>{said.whole.name}</bdi>, <Dates text={dates || 'no dates given'} />. That is no tie between
      sides, and counts as none.
    </p>
  );
}

interface HeadingProps extends Going {
  readonly one: string;
  readonly other: string;
  readonly names: readonly [string, string];
}

function PairHeading({ looking, change, one, other, names }: HeadingProps) {
  return (
    <header className="page-header">
      <h2 id="page-heading">
        <Go looking={looking} change={change} to={{ page: [one] }}>
          {names[0]}
        </Go>{' '}
        and{' '}
        <Go looking={looking} change={change} to={{ page: [other] }}>
          {names[1]}
        </Go>
      </h2>
      <p className="page-actions">
        <button type="button" onClick={() => change({ page: [other, one] })}>
          Swap
        </button>
        <button type="button" onClick={() => change({ page: [] })}>
          Close
        </button>
      </p>
    </header>
  );
}

/** silentOn: whether no source speaks of the pair on a day; null if that is not known yet. */
const silentOn = (past: Past | null, day: Day): boolean | null => past && past.gaps.some((g) => contains(g, day));

function emptiness(chosen: Chosen, names: string): string {
  return chosen.all.length === 0 ? `No source speaks of any tie between ${names}.` : `No tie between ${names} is left, as the view is set.`;
}

const kinds: readonly Kind[] = ['ALLEGIANCE', 'MEDIATION', 'HOSTILITY'];

function byKind(spells: readonly Spell[]): Group[] {
  return kinds.flatMap((kind) => {
    const of = spells.filter((s) => s.kind === kind);
    return of.length > 0 ? [{ key: kind, heading: capital(of.length === 1 ? kindWords[kind].one : kindWords[kind].many), spells: of }] : [];
  });
}

const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);
