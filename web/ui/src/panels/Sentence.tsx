import { allKinds, NO_DAY, type Looking } from '../model/address';
import { dayOf, readable, type Day } from '../model/day';
import type { Counts } from '../model/shown';
import { kindWords, listed, many, number, shortOf, type Actors } from '../model/words';
import type { Change } from '../state/useLooking';
import { ActorSearch } from './ActorSearch';
import { Choice } from './Choice';
import { DayInput } from './DayInput';
import { KnownChoice } from './KnownChoice';

interface Props {
  looking: Looking;
  on: Day;
  against: Day | null;
  lastAttested: Day;
  counts: Counts | null;
  hidden: number;
  actors: Actors;
  datasets: readonly { id: string; title: string }[];
  change: Change;
}

/** Sentence says what is seen; every part of it that can be otherwise is a control. */
export function Sentence(p: Props) {
  const { looking: l, change } = p;
  // Which day the newest is shows with the data, and is not guessed before.
  const waiting = p.counts === null;
  const onWords = waiting && l.on === null ? 'the last day spoken of' : readable(p.on);
  const againstWords = p.against === null ? 'compared with no other day' : waiting && l.on === null && l.against === null ? 'the month before' : readable(p.against);
  return (
    <p className="sentence">
      {'On '}
      <Choice words={onWords} label="Day">
        {(close) => (
          <>
            <DayInput label="Day" day={p.on} onDay={(on) => { change({ on }); close(); }} />
            <button type="button" onClick={() => { change({ on: null }); close(); }}>
              The last day that a source speaks of, {readable(p.lastAttested)}
            </button>
          </>
        )}
      </Choice>
      {p.against !== null ? ', against ' : ', '}
      <Choice words={againstWords} label="Compared with">
        {(close) => (
          <>
            <DayInput label="Compared with" day={p.against ?? p.on - 30} onDay={(against) => { change({ against }); close(); }} />
            <button type="button" onClick={() => { change({ against: null }); close(); }}>
              The end of the month before
            </button>
            <button type="button" onClick={() => { change({ against: NO_DAY }); close(); }}>
              No other day
            </button>
          </>
        )}
      </Choice>
      {', as '}
      <Choice words={knownWords(l)} label="State of knowledge" className={l.known !== null ? 'choice-changed' : ''}>
        {(close) => <KnownChoice looking={l} change={change} close={close} />}
      </Choice>
      {', on '}
      <Choice words={wordWords(l, p.actors)} label="On whose word">
        {() => <WordChoice {...p} />}
      </Choice>
      {' word, '}
      <Choice words={l.possible ? 'possible ties shown' : 'certain ties only'} label="Certainty">
        {() => <TieChoice {...p} />}
      </Choice>
      {': '}
      <span className="sentence-counts" data-counts={p.counts ? JSON.stringify(p.counts) : undefined}>
        {p.counts ? countWords(p.counts) : '…'}
      </span>
      {p.hidden > 0 && (
        <span className="sentence-hidden">
          {' '}
          ({hiddenWords(p.hidden)})
        </span>
      )}
      .
    </p>
  );
}

function countWords(c: Counts): string {
  return `${many(c.actors, 'actor')}, ${many(c.ties, 'tie')}, ${number(c.certain)} certain, ${number(c.contested)} contested`;
}

const hiddenWords = (n: number): string => `${many(n, 'more tie')} only alleged or in words only, not shown`;

/** plainSentence is the same without controls: for a picture's foot and for who hears it. */
export function plainSentence(p: Pick<Props, 'looking' | 'on' | 'against' | 'counts' | 'hidden' | 'actors'>): string {
  const against = p.against === null ? '' : `, against ${readable(p.against)}`;
  const ties = p.looking.possible ? 'possible ties shown' : 'certain ties only';
  const { kinds, actors, hops } = p.looking;
  const only = [
    kinds.length < allKinds.length && `only ${listed(kinds.map((k) => kindWords[k].one)) || 'no kind of tie'}`,
    p.looking.alleged && 'also what is only alleged',
    p.looking.nominal && 'also words without deeds',
    actors.length > 0 && `only ${listed(actors.map((id) => shortOf(p.actors, id)))} and those within ${many(hops, 'tie')} of them`,
  ].filter(Boolean);
  const narrowed = only.map((o) => `, ${String(o)}`).join('');
  return `On ${readable(p.on)}${against}, as ${knownWords(p.looking)}, on ${wordWords(p.looking, p.actors)} word, ${ties}${narrowed}: ${p.counts ? countWords(p.counts) : 'not yet counted'}${p.hidden > 0 ? ` (${hiddenWords(p.hidden)})` : ''}.`;
}

export function knownWords(l: Pick<Looking, 'known' | 'clock'>): string {
  if (l.known === null) return l.clock === 'PUBLISHED' ? 'published until today' : 'known today';
  const bare = dayOf(l.known);
  const when = bare !== null ? readable(bare) : l.known.replace('T', ' ').replace('Z', ' UTC');
  return l.clock === 'PUBLISHED' ? `published by ${when}` : `recorded by ${when}`;
}

function wordWords(l: Looking, actors: Actors): string {
  const of = l.word.length === 0 ? 'everyone’s' : `${listed(l.word.map((id) => shortOf(actors, id)))}’s`;
  const less = l.without.length > 0 ? ` (less ${many(l.without.length, 'source')})` : '';
  const data = l.data.length > 0 ? ` (${many(l.data.length, 'data set')})` : '';
  return of + less + data;
}

function WordChoice({ looking: l, actors, datasets, change }: Props) {
  return (
    <>
      <p>Only what sources report as the word of these and of who speaks for them; of nobody: everyone’s.</p>
      <ul className="chips">
        {l.word.map((id) => (
          <li key={id}>
            <button type="button" aria-label={`Without ${shortOf(actors, id)}`} onClick={() => change({ word: l.word.filter((w) => w !== id) })}>
              <span dir="auto">{shortOf(actors, id)}</span> ×
            </button>
          </li>
        ))}
      </ul>
      <ActorSearch label="Add whose word" onFound={(a) => change({ word: [...new Set([...l.word, a.id])] })} />
      {l.word.length > 0 && (
        <button type="button" onClick={() => change({ word: [] })}>
          Everyone’s word
        </button>
      )}
      <fieldset>
        <legend>From these data</legend>
        {datasets.map((d) => (
          <label key={d.id}>
            <input
              type="checkbox"
              checked={l.data.length === 0 || l.data.includes(d.id)}
              onChange={(e) => {
                const all = datasets.map((x) => x.id);
                const now = l.data.length === 0 ? all : [...l.data];
                const next = e.target.checked ? [...now, d.id] : now.filter((x) => x !== d.id);
                // None would show nothing and say nothing of why.
                if (next.length > 0) change({ data: next.length === all.length ? [] : next });
              }}
            />{' '}
            {d.title}
          </label>
        ))}
      </fieldset>
      <p>Sources are left out one by one at the left.</p>
    </>
  );
}

function TieChoice({ looking: l, change }: Props) {
  return (
    <fieldset>
      <legend>Ties shown</legend>
      <label>
        <input type="radio" name="certainty" checked={l.possible} onChange={() => change({ possible: true })} /> also those that held only in some reading of their dates
      </label>
      <label>
        <input type="radio" name="certainty" checked={!l.possible} onChange={() => change({ possible: false })} /> only those that held in every reading
      </label>
      <label>
        <input type="checkbox" checked={l.alleged} onChange={(e) => change({ alleged: e.target.checked })} /> also what is only alleged
      </label>
      <label>
        <input type="checkbox" checked={l.nominal} onChange={(e) => change({ nominal: e.target.checked })} /> also words without deeds
      </label>
    </fieldset>
  );
}
