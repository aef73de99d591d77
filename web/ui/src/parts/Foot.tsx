import type { Looking } from '../model/address';
import { nextChange } from '../model/turns';
import { useActivity } from '../slider/activity';
import { KnownTrack } from '../slider/KnownTrack';
import { Slider } from '../slider/Slider';
import { seenOn } from '../state/useSeen';
import { today, type View } from '../state/useView';

/** Foot is the days, and on demand the second clock. */
export function Foot({ looking, view }: { looking: Looking; view: View }) {
  const { history, days, range, columns } = view;
  const activity = useActivity(looking, history ? range : null);
  const step = (forward: boolean) => {
    if (!columns) return;
    const day = nextChange(view.turns, days.on, forward, (d) => seenOn(columns, d, looking, null).looks);
    if (day !== null) days.change({ on: day }, 'replace');
  };
  return (
    <footer className="days">
      {history || looking.on !== null ? (
        <Slider
          looking={looking}
          on={days.on}
          against={days.against}
          range={range}
          turns={view.turns}
          activity={activity}
          onStep={step}
          onDrag={(on) => days.drag({ on })}
          onDay={(on) => days.change({ on }, 'replace')}
          onDragAgainst={(against) => days.drag({ against })}
          onAgainst={(against) => days.change({ against }, 'replace')}
          onRange={(r) => days.change({ range: r }, 'replace')}
          onTrack={(track) => days.change({ track })}
        />
      ) : (
        <section className="slider slider-waiting" aria-label="Days" aria-busy="true">
          <div className="track" />
        </section>
      )}
      {looking.track && <KnownTrack looking={looking} range={range} today={today} change={days.change} />}
    </footer>
  );
}
