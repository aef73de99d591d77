import type { Role, Spell } from '../model/spell';
import { capital, formOf, number, shortOf, tieName, type Actors } from '../model/words';
import { Dates } from './Dates';
import { Go, type Going } from './Go';
import { datesSaid, outcomeSaid, remarksOn } from './wording';

interface Props extends Going {
  readonly spells: readonly Spell[];
  /** How many there are that the view leaves out. */
  readonly left: number;
  /** All of the history, for what a mediation was about. */
  readonly among: readonly Spell[];
  readonly actors: Actors;
  readonly openTies: (ids: string[]) => void;
}

/** Mediations lists dealings with who mediated, between whom, and what came of them. */
export function Mediations({ spells, left, ...p }: Props) {
  if (spells.length === 0) {
    const none = left > 0 ? `None is shown, as the view is set: ${number(left)} left out.` : 'No source in this view asserts a mediation or dealings between them.';
    return <p className="page-none">{none}</p>;
  }
  return (
    <ul className="page-mediations">
      {spells.map((s) => (
        <MediationRow key={s.id} {...p} spell={s} />
      ))}
    </ul>
  );
}

type RowProps = Omit<Props, 'spells' | 'left'> & { readonly spell: Spell };

function MediationRow({ spell: s, among, actors, openTies, looking, change }: RowProps) {
  const about = s.regarding ? among.find((o) => o.id === s.regarding) : undefined;
  const mediated = s.parties.some((p) => p.role === 'MEDIATOR');
  const people = (role: Role) => <People spell={s} role={role} {...{ actors, looking, change }} />;
  return (
    <li>
      <button type="button" className="page-open" aria-label={`${tieName(s, actors)}, ${datesSaid(s)}: evidence`} onClick={() => openTies([s.id])}>
        {formOf(s)}
      </button>{' '}
      <span className="spells-dates" dir="ltr">
        <Dates text={datesSaid(s)} />
      </span>
      <div>
        {mediated ? <>Mediated by {people('MEDIATOR')}</> : 'No mediator is named'}; between {people('PARTY')}.
      </div>
      <div>
        <strong>{capital(outcomeSaid(s))}</strong>
        {remarksOn(s)
          .filter((r) => r !== outcomeSaid(s))
          .map((r) => ` · ${r}`)}
        {about && (
          <>
            {' · about: '}
            <button type="button" className="page-open" dir="auto" onClick={() => openTies([about.id])}>
              {tieName(about, actors)}
            </button>
          </>
        )}
      </div>
    </li>
  );
}

/** People are those of a role, each with a link to its page. */
function People({ spell, role, actors, looking, change }: Going & { spell: Spell; role: Role; actors: Actors }) {
  const ids = spell.parties.filter((p) => p.role === role).map((p) => p.actor);
  return ids.map((id, i) => (
    <span key={id}>
      {i > 0 && ', '}
      <Go looking={looking} change={change} to={{ page: [id] }}>
        {shortOf(actors, id)}
      </Go>
    </span>
  ));
}
