// What a spell's bar is made of. Its pieces are the days on which the same holds:
// certain, possible, only alleged; each may be assumed. Nobody gave probabilities,
// so that nothing is drawn between them.
import { contains, MAX_DAY, MIN_DAY, type Day, type Span } from '../model/day';
import type { Spell } from '../model/spell';
import { shareOf } from '../slider/scale';

export type Bounds = Pick<Spell, 'start' | 'end' | 'earliestStart' | 'latestStart' | 'earliestEnd' | 'latestEnd' | 'named' | 'own'>;

export type Fill = 'core' | 'hatched' | 'alleged';

export interface Piece {
  readonly fill: Fill;
  /** No source names so early or so late a day. */
  readonly assumed: boolean;
  /** Both inclusive. */
  readonly first: Day;
  readonly last: Day;
}

/** An open end is one of which no source speaks; an arrow was still in force when the source spoke. */
export type End = 'closed' | 'open' | 'arrow';

export interface Bar {
  readonly pieces: readonly Piece[];
  readonly left: End;
  readonly right: End;
}

/** barOf cuts a spell into its pieces; null where its dates leave no day at all. */
export function barOf(b: Bounds): Bar | null {
  if (b.earliestStart > b.latestEnd) return null;
  const starts = startsOf(b);
  const pieces: Piece[] = [];
  starts.forEach((first, i) => {
    const next: Piece = { fill: fillOn(b, first), assumed: b.named === null || !contains(b.named, first), first, last: (starts[i + 1] ?? b.latestEnd + 1) - 1 };
    const before = pieces.at(-1);
    if (before && before.fill === next.fill && before.assumed === next.assumed) pieces[pieces.length - 1] = { ...before, last: next.last };
    else pieces.push(next);
  });
  return { pieces, left: leftOf(b), right: rightOf(b) };
}

/** The first days of stretches within which nothing changes. */
function startsOf(b: Bounds): Day[] {
  const days = [b.latestStart, b.earliestEnd + 1];
  if (b.named) days.push(b.named[0], b.named[1] + 1);
  if (b.own) days.push(b.own[0], b.own[1] + 1);
  const within = days.filter((d) => d > b.earliestStart && d <= b.latestEnd);
  return [...new Set([b.earliestStart, ...within])].sort((x, y) => x - y);
}

function fillOn(b: Bounds, day: Day): Fill {
  if (b.own === null || !contains(b.own, day)) return 'alleged';
  return b.latestStart <= day && day <= b.earliestEnd ? 'core' : 'hatched';
}

const leftOf = (b: Bounds): End => (b.start === undefined || b.earliestStart <= MIN_DAY ? 'open' : 'closed');

function rightOf(b: Bounds): End {
  if (b.end === '..') return 'arrow';
  return b.end === undefined || b.latestEnd >= MAX_DAY ? 'open' : 'closed';
}

export interface Drawn {
  readonly fill: Fill;
  readonly assumed: boolean;
  readonly x: number;
  readonly width: number;
}

export interface Placed {
  readonly pieces: readonly Drawn[];
  /** Cut: it goes on beyond the axis. */
  readonly left: End | 'cut';
  readonly right: End | 'cut';
}

/** Narrower than this a bar could not be seen. */
const LEAST = 5;

/** place puts a bar on an axis so many pixels wide; or says on which side of it the bar lies. */
export function place(bar: Bar, axis: Span, width: number): Placed | 'earlier' | 'later' {
  const first = bar.pieces[0]!.first;
  const last = bar.pieces.at(-1)!.last;
  if (last < axis[0]) return 'earlier';
  if (first > axis[1]) return 'later';
  const pieces = bar.pieces.flatMap((p) => {
    if (p.last < axis[0] || p.first > axis[1]) return [];
    const [x, to] = xsOf([p.first, p.last], axis, width);
    return [{ fill: p.fill, assumed: p.assumed, x, width: to - x }];
  });
  return {
    pieces: widened(pieces, width),
    left: first < axis[0] && first > MIN_DAY ? 'cut' : bar.left,
    right: last > axis[1] && last < MAX_DAY ? 'cut' : bar.right,
  };
}

/** xsOf is where some days begin and end on an axis, held within it. */
export function xsOf(days: Span, axis: Span, width: number): [number, number] {
  const held = (share: number) => Math.min(Math.max(share, 0), 1) * width;
  return [held(shareOf(axis, days[0], 'start')), held(shareOf(axis, days[1], 'end'))];
}

/** A bar too narrow to be seen grows about its middle, all of its pieces alike. */
function widened(pieces: Drawn[], width: number): Drawn[] {
  const from = pieces[0]!.x;
  const length = pieces.reduce((sum, p) => sum + p.width, 0);
  if (length >= LEAST || length === 0) return pieces;
  const start = Math.min(Math.max(from + length / 2 - LEAST / 2, 0), width - LEAST);
  const by = LEAST / length;
  return pieces.map((p) => ({ ...p, x: start + (p.x - from) * by, width: p.width * by }));
}
