import type { Spell } from '../model/spell';
import { formOf, shortOf, tieName, type Actors } from '../model/words';
import { Dates } from './Dates';
import { Go, type Going } from './Go';
import { datesSaid, outcomeSaid, remarksOn } from './wording';

interface Props extends Going {
  readonly spells: readonly Spell[];
  /** All of the history, for what a mediation was about. */
  readonly among: readonly Spell[];
  readonly actors: Actors;
  readonly openTies: (ids: string[]) => void;
}

/** Mediations lists dealings with who mediated, between whom, and what came of them. */
export function Mediations({ spells, among, actors, openTies, looking, change }: Props) {
  if (spells.length === 0) return <p className="page-none">No source speaks of a mediation or of dealings between them, as the view is set.</p>;
  const people = (s: Spell, role: string) => s.parties.filter((p) => p.role === role).map((p) => p.actor);
  const linked = (ids: readonly string[]) =>
    ids.map((id, i) => (
      <span key={id}>
        {i > 0 && ', '}
        <Go looking={looking} change={change} to={{ page: [id] }}>
          {shortOf(actors, id)}
        </Go>
      </span>
    ));
  return (
    <ul className="page-mediations">
      {spells.map((s) => {
        const mediators = people(s, 'MEDIATOR');
        const about = s.regarding ? among.find((o) => o.id === s.regarding) : undefined;
        return (
          <li key={s.id}>
            <button type="button" className="page-open" aria-label={`${tieName(s, actors)}, ${datesSaid(s)}: evidence`} onClick={() => openTies([s.id])}>
              {formOf(s)}
            </button>{' '}
            <span className="spells-dates" dir="ltr">
              <Dates text={datesSaid(s)} />
            </span>
            <div>
              {mediators.length > 0 ? <>Mediated by {linked(mediators)}</> : 'No mediator is named'}; between {linked(people(s, 'PARTY'))}.
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
      })}
    </ul>
  );
}

const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);
