import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { Looking } from '../model/address';
import { type Day, type Span } from '../model/day';
import { zoomed } from '../model/days-asked';
import { lastTurn, nextTurn } from '../model/turns';
import { many } from '../model/words';
import type { Asked } from '../state/useAsked';
import type { Activity } from './activity';
import { Bars } from './Bars';
import { Handle } from './Handle';
import { dayAt, shareOf, ticksOf } from './scale';

interface Props {
  looking: Looking;
  on: Day;
  against: Day | null;
  range: Span;
  turns: readonly Day[];
  /** To the next day, or the last before, on which other things are seen. */
  onStep: (forward: boolean) => void;
  activity: Asked<Activity[]>;
  /** The day, while it moves and when it rests. */
  onDrag: (day: Day) => void;
  onDay: (day: Day) => void;
  onDragAgainst: (day: Day) => void;
  onAgainst: (day: Day) => void;
  onRange: (range: Span) => void;
  onTrack: (open: boolean) => void;
}

/** Slider is the day on the days that it can be, with what happened on them. */
export function Slider(p: Props) {
  const { activity } = p;
  return (
    <section className="slider" aria-label="Days">
      <Tools {...p} />
      <Track {...p} />
      {activity.error && (
        <p className="slider-error" role="alert">
          The bars of changes could not be had: {activity.error.message}{' '}
          <button type="button" onClick={activity.retry}>
            Try again
          </button>
        </p>
      )}
      {activity.current && activity.value && activity.value.length > 0 && <p className="unseen">{spoken(activity.value)}</p>}
    </section>
  );
}

/** Tools step, play, open the second clock, and show fewer or more days. */
function Tools(p: Props) {
  const [playing, setPlaying] = usePlay(p);
  const zoom = (factor: number) => p.onRange(zoomed(p.range, p.on, factor));
  return (
    <div className="slider-tools">
      <button type="button" onClick={() => p.onStep(false)} disabled={lastTurn(p.turns, p.on) === null} title="The last day before on which other things are seen">
        ‹ previous change
      </button>
      <button type="button" aria-pressed={playing} onClick={() => setPlaying(!playing)}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => p.onStep(true)} disabled={nextTurn(p.turns, p.on) === null} title="The next day on which other things are seen">
        next change ›
      </button>
      <span className="slider-key" title="Of all ties, also those that are only alleged and of words without deeds">
        <span className="key-formed" /> began <span className="key-ended" /> ended <span className="key-maybe" /> possibly then <span className="key-published" /> a source came out
      </span>
      <span className="slider-right">
        <button type="button" aria-expanded={p.looking.track} onClick={() => p.onTrack(!p.looking.track)}>
          What was known when
        </button>
        <button type="button" aria-label="Show fewer days" onClick={() => zoom(0.5)}>
          +
        </button>
        <button type="button" aria-label="Show more days" onClick={() => zoom(2)}>
          −
        </button>
      </span>
    </div>
  );
}

/** Track is the days from left to right, with the bars and the handles. */
function Track(p: Props) {
  const track = useRef<HTMLDivElement>(null);
  const { activity, range } = p;
  const press = (e: PointerEvent) => {
    if (e.button !== 0) return;
    const box = track.current!.getBoundingClientRect();
    p.onDay(dayAt(range, (e.clientX - box.left) / box.width));
  };
  return (
    <div className="track" ref={track} onPointerDown={press}>
      {activity.value && !activity.error && (
        <div className={activity.current ? undefined : 'stale'}>
          <Bars activity={activity.value} range={range} possible={p.looking.possible} />
        </div>
      )}
      {p.against !== null && <Between range={range} from={p.against} to={p.on} />}
      {ticksOf(range).map((t) => (
        <span key={t.day} className="tick" style={{ left: `${100 * shareOf(range, t.day, 'start')}%` }}>
          {t.label}
        </span>
      ))}
      {p.against !== null && (
        <Handle day={p.against} range={range} label="Day compared with" className="handle-against" moves={{ drag: p.onDragAgainst, settle: p.onAgainst }} />
      )}
      <Handle day={p.on} range={range} label="Day" className="handle-on" moves={{ drag: p.onDrag, settle: p.onDay }} />
    </div>
  );
}

/** The days compared. */
function Between({ range, from, to }: { range: Span; from: Day; to: Day }) {
  const a = Math.max(0, shareOf(range, Math.min(from, to)));
  const b = Math.min(1, shareOf(range, Math.max(from, to)));
  return b > a ? <div className="between" style={{ left: `${100 * a}%`, width: `${100 * (b - a)}%` }} /> : null;
}

/** The bars in words, for who does not see them. */
function spoken(activity: readonly Activity[]): string {
  const sum = (of: (a: Activity) => number) => activity.reduce((n, a) => n + of(a), 0);
  return `In the days shown ${many(sum((a) => a.formed), 'tie')} certainly began and ${many(sum((a) => a.ended), 'tie')} certainly ended.`;
}

/** usePlay moves the day on, and never past a change without stopping at it. */
function usePlay(p: Props): [boolean, (on: boolean) => void] {
  const [playing, setPlaying] = useState(false);
  const now = useRef(p);
  now.current = p;
  useEffect(() => {
    if (!playing) return;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const step = () => {
      const { on, range, turns, onDrag, onDay } = now.current;
      const turn = nextTurn(turns, on);
      const far = still ? (turn ?? range[1]) : on + Math.max(1, Math.round((range[1] - range[0]) / 300));
      const to = Math.min(far, turn ?? far, range[1]);
      if (to >= range[1]) {
        onDay(range[1]);
        setPlaying(false);
      } else onDrag(to);
    };
    const timer = window.setInterval(step, still ? 1_500 : 90);
    return () => {
      window.clearInterval(timer);
      now.current.onDay(now.current.on);
    };
  }, [playing]);
  return [playing, (on) => {
    // From the end it begins again.
    if (on && p.on >= p.range[1]) p.onDrag(p.range[0]);
    setPlaying(on);
  }];
}
