import { createContext, useContext } from 'react';
import type { Span } from '../model/day';
import type { Kind } from '../model/spell';
import { place, xsOf, type Bar, type Drawn, type Placed } from './geometry';

/** Room on both sides of the axis for arrows and marks of what goes on. */
export const PAD = 12;

/** The axis that bars are drawn on; `prefix` begins the ids of the patterns. */
export interface Ground {
  readonly axis: Span;
  /** Pixels, without the room at the sides. */
  readonly width: number;
  readonly prefix: string;
}

export const OnGround = createContext<Ground>({ axis: [0, 1], width: 480, prefix: '' });

interface Props {
  readonly bar: Bar | null;
  readonly kind: Kind;
  /** Days on which sources contradict each other. */
  readonly contested?: readonly Span[];
  /** One source's word below the bar of the tie. */
  readonly thin?: boolean;
  readonly denied?: boolean;
}

/** BarPicture draws a bar; what it shows is said in words beside it. */
export function BarPicture({ bar, kind, contested = [], thin = false, denied = false }: Props) {
  const ground = useContext(OnGround);
  const height = thin ? 16 : 26;
  const half = thin ? 3 : kind === 'MEDIATION' ? 4 : 5;
  const at = bar && place(bar, ground.axis, ground.width);
  return (
    <svg className={`spell spell-${kind.toLowerCase()}`} width={ground.width + 2 * PAD} height={height} aria-hidden="true" focusable="false">
      <g transform={`translate(${PAD} ${height / 2})`}>
        {at === 'earlier' && <path className="spell-beyond" d="M0 -5l-5 5l5 5M6 -5l-5 5l5 5" />}
        {at === 'later' && <path className="spell-beyond" d={`M${ground.width} -5l5 5l-5 5M${ground.width - 6} -5l5 5l-5 5`} />}
        {at !== null && typeof at === 'object' && <Shape at={at} kind={kind} half={half} thin={thin} denied={denied} />}
        {contested.map((days, i) => (
          <Disputed key={i} days={days} y={half + 4} />
        ))}
      </g>
    </svg>
  );
}

function Disputed({ days, y }: { days: Span; y: number }) {
  const { axis, width } = useContext(OnGround);
  if (days[1] < axis[0] || days[0] > axis[1]) return null;
  const [from, to] = xsOf(days, axis, width);
  const more = Math.max(0, 5 - (to - from)) / 2;
  return <line className="spell-disputed" x1={from - more} x2={to + more} y1={y} y2={y} />;
}

interface ShapeProps {
  readonly at: Placed;
  readonly kind: Kind;
  readonly half: number;
  readonly thin: boolean;
  readonly denied: boolean;
}

function Shape({ at, kind, half, thin, denied }: ShapeProps) {
  const from = at.pieces[0]!.x;
  const end = at.pieces.at(-1)!;
  const to = end.x + end.width;
  return (
    <>
      {at.pieces.map((p, i) => (
        <Part key={i} piece={p} half={half} kind={kind} denied={denied} />
      ))}
      {kind === 'HOSTILITY' && !denied && <Crosses at={at} from={from} to={to} reach={half + (thin ? 2 : 4)} />}
      {kind === 'MEDIATION' && !thin && <Diamond at={at} from={from} to={to} />}
      <Left x={from} end={at.left} half={half} />
      <Right x={to} end={at.right} half={half} />
      {denied && <path className="spell-denied" d={crossed(from, to, half + 1)} />}
    </>
  );
}

function Part({ piece, half, kind, denied }: { piece: Drawn; half: number; kind: Kind; denied: boolean }) {
  const { prefix } = useContext(OnGround);
  const { x, width, fill } = piece;
  const faint = piece.assumed ? ' spell-assumed' : '';
  if (denied || fill === 'alleged') {
    return <path className={(denied ? 'spell-outline' : 'spell-alleged') + faint} d={`M${x} ${-half}h${width}M${x} ${half}h${width}`} />;
  }
  if (fill === 'core') return <rect className={`spell-core${faint}`} x={x} y={-half} width={width} height={2 * half} />;
  return (
    <g className={faint}>
      <rect x={x} y={-half} width={width} height={2 * half} fill={`url(#${prefix}-${kind.toLowerCase()})`} />
      <path className="spell-outline" d={`M${x} ${-half}h${width}M${x} ${half}h${width}`} />
    </g>
  );
}

function Left({ x, end, half }: { x: number; end: Placed['left']; half: number }) {
  if (end === 'cut') return <path className="spell-cut" d={`M${x - 4} ${-half}l-4 ${half}l4 ${half}`} />;
  if (end === 'open') return <path className="spell-torn" d={torn(x, half, -3)} />;
  return <path className="spell-edge" d={`M${x} ${-half}V${half}`} />;
}

function Right({ x, end, half }: { x: number; end: Placed['right']; half: number }) {
  if (end === 'cut') return <path className="spell-cut" d={`M${x + 4} ${-half}l4 ${half}l-4 ${half}`} />;
  if (end === 'open') return <path className="spell-torn" d={torn(x, half, 3)} />;
  if (end === 'arrow') return <path className="spell-arrow" d={`M${x + 1} ${-half - 1}l9 ${half + 1}l-9 ${half + 1}z`} />;
  return <path className="spell-edge" d={`M${x} ${-half}V${half}`} />;
}

/** A torn border, bulging `by` pixels. */
const torn = (x: number, half: number, by: number): string =>
  `M${x} ${-half}l${by} ${half / 2}l${-by} ${half / 2}l${by} ${half / 2}l${-by} ${half / 2}`;

/** Crosses are cross-bars as of a hostile tie in the graph, one at least; faint where the tie is assumed. */
function Crosses({ at, from, to, reach }: { at: Placed; from: number; to: number; reach: number }) {
  const xs = spaced(from, to, 12);
  return at.pieces.map((p, i) => (
    <path
      key={i}
      className={`spell-crosses${p.assumed ? ' spell-assumed' : ''}`}
      d={xs
        .filter((x) => p.x <= x && x < p.x + p.width)
        .map((x) => `M${x.toFixed(1)} ${-reach}V${reach}`)
        .join('')}
    />
  ));
}

/** What a source denies is crossed out. */
const crossed = (from: number, to: number, reach: number): string =>
  spaced(from, to, 14)
    .map((x) => `M${x - 3} ${-reach}l6 ${2 * reach}M${x + 3} ${-reach}l-6 ${2 * reach}`)
    .join('');

/** Places along a bar, so far apart; the middle of a short one. */
function spaced(from: number, to: number, apart: number): number[] {
  if (to - from < apart) return [(from + to) / 2];
  return Array.from({ length: Math.floor((to - from) / apart + 0.5) }, (_, i) => from + apart * (i + 0.5));
}

/**
 * A diamond stands where a mediation certainly was. Of one that only possibly
 * was it would name a day that nobody names, unless the bar is no wider itself.
 */
function Diamond({ at, from, to }: { at: Placed; from: number; to: number }) {
  const cores = at.pieces.filter((p) => p.fill === 'core').sort((a, b) => b.width - a.width);
  if (cores.length === 0 && to - from > 20) return null;
  const x = cores[0] ? cores[0].x + cores[0].width / 2 : (from + to) / 2;
  return <path className={cores[0] ? 'spell-diamond' : 'spell-diamond spell-hollow'} d={`M${x} -8l7 8l-7 8l-7 -8z`} />;
}
