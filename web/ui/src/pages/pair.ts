// How two actors stood to each other on a day, in words. No claim is folded here:
// a tie's bounds, the days of which a source speaks in its own voice and those
// that are contested are the server's answer, and the day is held against them.
// What is there is sorted by sign, and the words say no more than the surest tie
// of a sign allows. Words without deeds and allegations count only where the view
// shows them, as in the API's camps; and how many do not count is said.
// Silence is said to be silence.
import type { Looking } from '../model/address';
import { readable, type Day } from '../model/day';
import { ABSENT, allegedOn, assumedOn, CERTAIN, contestedOn, presence, type Kind, type Spell } from '../model/spell';
import { capital, kindWords, listed, many } from '../model/words';

export interface Standing {
  readonly words: string;
  readonly notes: readonly string[];
  /** The ties on which this rests. */
  readonly ties: readonly string[];
  /** Which kinds, for the colour. */
  readonly kinds: readonly Kind[];
}

type View = Pick<Looking, 'possible' | 'alleged' | 'nominal' | 'kinds'>;

/** `silent`: whether the day lies in a gap of the evidence; null if that is not known. */
export function standingOn(spells: readonly Spell[], day: Day, silent: boolean | null, view: View): Standing {
  const there = spells.filter((s) => presence(s, day) !== ABSENT);
  const ties = there.filter((s) => whyLeft(s, day, view) === null);
  if (ties.length === 0) return there.length === 0 ? silence(day, silent) : uncounted(there, day, view);
  return {
    words: capital(saying(ties, day)) + kindsLeft(there, view),
    notes: [...notesOn(ties, day, silent), ...leftSaid(there, day, view)],
    ties: ties.map((s) => s.id),
    kinds: [...new Set(ties.map((s) => s.kind))],
  };
}

function whyLeft(s: Spell, day: Day, view: View): string | null {
  if (!view.kinds.includes(s.kind)) return 'of kinds left out';
  if (allegedOn(s, day) && !view.alleged) return 'only alleged';
  if (s.nominal && !view.nominal) return 'in words only';
  if (presence(s, day) !== CERTAIN && !view.possible) return 'only possible';
  return null;
}

const nothingFollows = 'about how they stood to each other.';

function silence(day: Day, silent: boolean | null): Standing {
  const words = silent ? 'No source in this view speaks of that day' : `No source in this view asserts a tie on ${readable(day)}`;
  return { words, notes: [`Silence says nothing ${nothingFollows}`], ties: [], kinds: [] };
}

/** Sources speak, but of nothing that the view counts: that is not silence. */
function uncounted(there: readonly Spell[], day: Day, view: View): Standing {
  const words = `No tie that counts in this view on ${readable(day)}`;
  return { words, notes: [...leftSaid(there, day, view), `That says nothing ${nothingFollows}`], ties: [], kinds: [] };
}

function saying(ties: readonly Spell[], day: Day): string {
  const allied = said(ties, 'ALLEGIANCE', 'allied', day);
  const hostile = said(ties, 'HOSTILITY', 'hostile', day);
  const dealing = said(ties, 'MEDIATION', 'both in the same dealings', day);
  const signs = allied && hostile ? bothSaid(allied, hostile) : (allied ?? hostile)?.words;
  return [signs, dealing?.words].filter(Boolean).join('; ');
}

interface Said {
  readonly words: string;
  readonly sure: boolean;
}

const bothSaid = (one: Said, other: Said): string =>
  `${one.sure && other.sure ? 'ambivalent, both signs at once' : 'possibly ambivalent'}: ${one.words} and ${other.words}`;

/** said is what the ties of one kind come to: on the best of them, deeds in a source's own voice before all else. */
function said(ties: readonly Spell[], kind: Kind, word: string, day: Day): Said | null {
  const of = ties.filter((s) => s.kind === kind);
  if (of.length === 0) return null;
  const voiced = someOf(of, (s) => !allegedOn(s, day));
  const deeds = someOf(voiced, (s) => !s.nominal);
  const best = someOf(deeds, (s) => presence(s, day) === CERTAIN);
  const sure = best.some((s) => presence(s, day) === CERTAIN);
  const but: string[] = [];
  if (best.every((s) => allegedOn(s, day))) but.push('only alleged');
  if (best.every((s) => s.nominal)) but.push('in words only');
  if (best.every((s) => contestedOn(s, day))) but.push('contested');
  return { words: `${sure ? '' : 'possibly '}${word}${but.length > 0 ? ` (${but.join(', ')})` : ''}`, sure };
}

/** Those that meet a test, or all where none does. */
function someOf(of: readonly Spell[], test: (s: Spell) => boolean): readonly Spell[] {
  const some = of.filter(test);
  return some.length > 0 ? some : of;
}

function notesOn(ties: readonly Spell[], day: Day, silent: boolean | null): string[] {
  const notes: string[] = [];
  if (silent === true || ties.every((s) => assumedOn(s, day))) {
    notes.push('No source in this view speaks of that day: it is assumed from what sources say of days before or after it.');
  }
  if (ties.every((s) => presence(s, day) !== CERTAIN)) notes.push('It is possible by what sources say, and not certain.');
  if (ties.some((s) => contestedOn(s, day))) notes.push('Sources contradict each other about it.');
  return notes;
}

function leftSaid(there: readonly Spell[], day: Day, view: View): string[] {
  const counts = new Map<string, number>();
  for (const s of there) {
    const why = whyLeft(s, day, view);
    if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  return [`Not counted, as the view is set: ${listed([...counts].map(([why, n]) => `${many(n, 'tie')} ${why}`))}.`];
}

/** A sign that is left out on purpose is missed in the words themselves. */
function kindsLeft(there: readonly Spell[], view: View): string {
  const left = [...new Set(there.map((s) => s.kind))].filter((k) => !view.kinds.includes(k));
  return left.length > 0 ? `; ${listed(left.map((k) => kindWords[k].many))} left out` : '';
}
