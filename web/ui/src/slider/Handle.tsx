import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { firstOfMonth, readable, writable, type Day, type Span } from '../model/day';
import { dayAt, shareOf } from './scale';

export interface Moves {
  /** While it is dragged. */
  drag: (day: Day) => void;
  /** When it is let go, or moved by a key. */
  settle: (day: Day) => void;
}

/**
 * Handle is a day on a track, moved by dragging or by keys: arrows a day, with
 * Page keys a month, to the ends with Home and End.
 */
export function Handle({ day, range, label, className, moves, describe }: { day: Day; range: Span; label: string; className: string; moves: Moves; describe?: string }) {
  const held = useRef(false);
  const at = (e: PointerEvent) => {
    const track = e.currentTarget.parentElement!.getBoundingClientRect();
    return dayAt(range, (e.clientX - track.left) / track.width);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const to = keyed(e.key, day, range, e.shiftKey);
    if (to === null) return;
    e.preventDefault();
    moves.settle(writable(to));
  };
  const share = Math.min(Math.max(shareOf(range, day), 0), 1);
  return (
    <div
      role="slider"
      tabIndex={0}
      className={`handle ${className} ${share > 0.85 ? 'handle-right' : share < 0.15 ? 'handle-left' : ''}`}
      style={{ left: `${100 * share}%` }}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      aria-valuenow={Math.min(Math.max(day, range[0]), range[1])}
      aria-valuetext={describe ?? readable(day)}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => {
        held.current = true;
        e.currentTarget.setPointerCapture(e.pointerId);
        e.stopPropagation();
      }}
      onPointerMove={(e) => held.current && moves.drag(at(e))}
      onPointerUp={(e) => {
        if (!held.current) return;
        held.current = false;
        moves.settle(at(e));
      }}
      onPointerCancel={() => {
        held.current = false;
        moves.settle(day);
      }}
    >
      <span className="handle-day">
        {day < range[0] && '‹ '}
        {readable(day)}
        {day > range[1] && ' ›'}
      </span>
    </div>
  );
}

/** keyed is the day that a key leads to; null if it leads nowhere. */
export function keyed(key: string, day: Day, range: Span, far: boolean): Day | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return day + (far ? 7 : 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return day - (far ? 7 : 1);
    case 'PageUp':
      return sameDay(day, 1);
    case 'PageDown':
      return sameDay(day, -1);
    case 'Home':
      return range[0];
    case 'End':
      return range[1];
    default:
      return null;
  }
}

/** The same day of another month, or that month's last. */
function sameDay(day: Day, months: number): Day {
  const first = firstOfMonth(day, months);
  return Math.min(first + (day - firstOfMonth(day)), firstOfMonth(first, 1) - 1);
}
