import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Day, Span } from '../model/day';
import type { Spell } from '../model/spell';
import { many, type Actors } from '../model/words';
import { Trouble } from '../panels/State';
import { Axis, DayLines } from './Axis';
import { axisOf } from './days-shown';
import { OnGround, PAD } from './BarPicture';
import { contestedAmong, useWords } from './claims';
import { GapRow } from './GapRow';
import type { Going } from './Go';
import { Legend } from './Legend';
import { Patterns } from './Patterns';
import { SpellRow } from './SpellRow';
import { useWidth } from './useWidth';
import { ZoomButtons } from './ZoomButtons';
import './pages.css';

/** A group of spells under a heading of its own. */
export interface Group {
  readonly key: string;
  readonly heading: ReactNode;
  readonly spells: readonly Spell[];
}

interface Props extends Going {
  readonly on: Day;
  readonly against: Day | null;
  readonly actors: Actors;
  readonly groups: readonly Group[];
  /** Null while they are asked for. */
  readonly gaps: readonly Span[] | null;
  readonly openTies: (ids: string[]) => void;
}

/** Beyond so many groups the rest is shown on demand. */
const GROUPS = 40;

/** SpellBars are spells over time, one row each. */
export function SpellBars(p: Props) {
  const { looking, change, on, against, groups, gaps } = p;
  const [all, setAll] = useState(false);
  const prefix = useId();
  const track = useRef<HTMLDivElement>(null);
  const width = Math.max(40, useWidth(track) - 2 * PAD);
  const shown = all ? groups : groups.slice(0, GROUPS);
  const spells = useMemo(() => groups.flatMap((g) => g.spells), [groups]);
  const whole = useMemo(() => axisOf(spells, against === null ? [on] : [on, against]), [spells, on, against]);
  const axis = looking.range ?? whole;
  const ground = useMemo(() => ({ axis, width, prefix }), [axis, width, prefix]);
  return (
    <OnGround value={ground}>
      <ZoomButtons axis={axis} whole={looking.range === null} on={on} against={against} change={change} />
      <div className="spells" aria-busy={gaps === null}>
        <Patterns prefix={prefix} />
        <DayLines on={on} against={against} />
        <div className="spells-axis">
          <span />
          <div className="spells-track" ref={track}>
            <Axis on={on} against={against} />
          </div>
        </div>
        {gaps && <GapRow gaps={gaps} />}
        <Groups {...p} groups={shown} />
      </div>
      {shown.length < groups.length && (
        <p className="page-more">
          {many(groups.length - shown.length, 'other party', 'other parties')} not shown.{' '}
          <button type="button" onClick={() => setAll(true)}>
            Show all
          </button>
        </p>
      )}
      <Legend prefix={prefix} />
    </OnGround>
  );
}

/** Groups are the rows; where sources contradict each other, with what each of them says. */
function Groups({ looking, on, against, actors, groups, openTies }: Props) {
  const contested = useMemo(() => contestedAmong(groups.flatMap((g) => g.spells)), [groups]);
  const words = useWords(looking, contested);
  return (
    <>
      <Trouble asked={words} what="What each source says of the contested ties" />
      {contested.length > 0 && !words.current && !words.error && (
        <p className="page-waiting" role="status">
          Asking for what each source says of the contested ties …
        </p>
      )}
      {groups.map((g) => (
        <section key={g.key} className="spells-group">
          <h4>{g.heading}</h4>
          <ul>
            {g.spells.map((s) => (
              <SpellRow
                key={s.id}
                spell={s}
                actors={actors}
                on={on}
                against={against}
                open={looking.ties.includes(s.id)}
                openTies={openTies}
                words={(words.current && words.value?.get(s.id)) || null}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
