// How two actors stood to each other on a day, in words. Deeds that a source
// reports in its own voice come first; mere words and allegations only where
// there is nothing else, and under their name. Silence is said to be silence.
import { readable, type Day } from '../model/day';
import { ABSENT, allegedOn, assumedOn, CERTAIN, contestedOn, presence, type Kind, type Spell } from '../model/spell';

export interface Standing {
  readonly words: string;
  readonly notes: readonly string[];
  /** The ties on which this rests. */
  readonly ties: readonly string[];
  /** Which kinds, for the colour. */
  readonly kinds: readonly Kind[];
}

/** `silent`: whether the day lies in a gap of the evidence; null if that is not known. */
export function standingOn(spells: readonly Spell[], day: Day, silent: boolean | null): Standing {
  const there = spells.filter((s) => presence(s, day) !== ABSENT);
  const voiced = there.filter((s) => !allegedOn(s, day));
  const deeds = voiced.filter((s) => !s.nominal);
  const [ties, how] = deeds.length > 0 ? [deeds, ''] : voiced.length > 0 ? [voiced, 'In words only: '] : [there, 'Only alleged: '];
  if (ties.length === 0) return nothing(day, silent);
  const words = saying(ties, day);
  return {
    words: how ? how + words : words.charAt(0).toUpperCase() + words.slice(1),
    notes: notesOn(ties, day, silent),
    ties: ties.map((s) => s.id),
    kinds: [...new Set(ties.map((s) => s.kind))],
  };
}

function nothing(day: Day, silent: boolean | null): Standing {
  const words = silent ? 'No source speaks of that day' : `No source speaks of a tie on ${readable(day)}`;
  return { words, notes: ['Silence says nothing about how they stood to each other.'], ties: [], kinds: [] };
}

function saying(ties: readonly Spell[], day: Day): string {
  const say = (kind: Kind, word: string) => {
    const of = ties.filter((s) => s.kind === kind);
    if (of.length === 0) return null;
    return of.some((s) => presence(s, day) === CERTAIN) ? word : `possibly ${word}`;
  };
  const allied = say('ALLEGIANCE', 'allied');
  const hostile = say('HOSTILITY', 'hostile');
  const dealing = say('MEDIATION', 'dealing with each other');
  const signs = allied && hostile ? `ambivalent, both signs at once: ${allied} and ${hostile}` : (allied ?? hostile);
  return signs && dealing ? `${signs}; ${dealing}` : (signs ?? dealing ?? '');
}

function notesOn(ties: readonly Spell[], day: Day, silent: boolean | null): string[] {
  const notes: string[] = [];
  if (silent === true || ties.every((s) => assumedOn(s, day))) {
    notes.push('No source speaks of that day: it is assumed from what sources say of days before or after it.');
  }
  if (ties.every((s) => presence(s, day) !== CERTAIN)) notes.push('It is possible by the dates given, and not certain.');
  if (ties.some((s) => contestedOn(s, day))) notes.push('Sources contradict each other about it.');
  return notes;
}
