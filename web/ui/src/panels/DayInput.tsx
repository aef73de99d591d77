import { useId, useState } from 'react';
import { dayOf, textOf, type Day } from '../model/day';

/** DayInput takes a day, and says what is wrong with one that is none. */
export function DayInput({ label, day, onDay }: { label: string; day: Day; onDay: (day: Day) => void }) {
  const [text, setText] = useState(textOf(day));
  const [wrong, setWrong] = useState(false);
  const id = useId();
  return (
    <form
      className="day-input"
      onSubmit={(e) => {
        e.preventDefault();
        const to = dayOf(text.trim());
        setWrong(to === null);
        if (to !== null) onDay(to);
      }}
    >
      <label htmlFor={id}>{label}</label>
      {/* Not a date field: those of browsers know no year 1187 and no other order of parts. */}
      <input id={id} type="text" inputMode="numeric" placeholder="YYYY-MM-DD" value={text} aria-invalid={wrong} aria-describedby={wrong ? `${id}-wrong` : undefined} onChange={(e) => setText(e.target.value)} />
      <button type="submit">Show</button>
      {wrong && (
        <p id={`${id}-wrong`} role="alert">
          Write a day as 2026-01-21.
        </p>
      )}
    </form>
  );
}
