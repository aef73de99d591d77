import type { Day } from '../model/day';
import type { Spell } from '../model/spell';
import { kindWords, tieName, type Actors } from '../model/words';
import { BarPicture } from './BarPicture';
import type { Word, Words } from './claims';
import { Dates } from './Dates';
import { barOf } from './geometry';
import { Sign } from './Sign';
import { datesSaid, heldOn, remarksOn } from './wording';

interface Props {
  readonly spell: Spell;
  readonly actors: Actors;
  readonly on: Day;
  readonly against: Day | null;
  readonly open: boolean;
  readonly openTies: (ids: string[]) => void;
  /** What each source says, where they contradict each other; null while it is asked for. */
  readonly words: Words | null;
}

/**
 * SpellRow is one spell: its name and dates as written, its bar, and the evidence
 * at a click. What the bar shows of the days looked at is said to who cannot see it.
 */
export function SpellRow({ spell, actors, on, against, open, openTies, words }: Props) {
  const name = tieName(spell, actors);
  const dates = datesSaid(spell);
  const remarks = [kindWords[spell.kind].one, ...remarksOn(spell)];
  const days = against === null || against === on ? [on] : [on, against];
  return (
    <li className="spells-row" data-tie={spell.id}>
      <button
        type="button"
        className="spells-one"
        aria-label={`${name}: ${[dates, ...remarks, ...days.map((d) => heldOn(spell, d))].join(', ')}`}
        aria-current={open || undefined}
        onClick={() => openTies([spell.id])}
      >
        <span className="spells-label">
          <span className="spells-name">
            <Sign kind={spell.kind} />
            <bdi>{name}</bdi>
          </span>{' '}
          <span className="spells-dates" dir="ltr">
            <Dates text={dates} />
          </span>{' '}
          <span className="spells-remarks">{remarks.join(' · ')}</span>
        </span>
        <span className="spells-track">
          <BarPicture bar={barOf(spell)} kind={spell.kind} contested={spell.contestedOn} />
        </span>
      </button>
      {words && (
        <ul className="spells-words" aria-label={`What each source says: ${name}`}>
          {words.all.map((w) => (
            <WordRow key={w.id} word={w} spell={spell} />
          ))}
          {words.total > words.all.length && (
            <li className="page-soft">
              {words.all.length} of {words.total} claims shown.
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function WordRow({ word, spell }: { word: Word; spell: Spell }) {
  return (
    <li className="spells-word" title={word.title}>
      <span className="spells-label">
        <span dir="auto">{word.who}</span> <strong>{word.denies ? 'denies it' : 'asserts it'}</strong>
        <span className="spells-dates" dir="ltr">
          <Dates text={word.dates} />
        </span>
      </span>
      <span className="spells-track">
        <BarPicture bar={word.bar} kind={spell.kind} thin denied={word.denies} />
      </span>
    </li>
  );
}
