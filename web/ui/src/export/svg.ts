// The seen graph as a drawing: real lines and letters, from the same scene, camera
// and numbers as on the screen, with a legend and the citation.
import type { Drawing, GraphCanvas } from '../graph/canvas';
import { hex } from '../graph/colours';
import { DIAMOND_RADIUS, LINE_WIDTH, PALE, SPOKE_WIDTH, UNNAMED } from '../graph/encoding';
import { discFill } from '../graph/paint';
import type { Line, Mark } from '../graph/scene';
import { directionOf, NAME_SIZE, type Written } from '../graph/names';
import { datesOf, tieName } from '../model/words';
import { footerOf, PADDING, type Texts } from './footer';
import { legendOf, type LegendEntry } from './legend';
import { actorShape, diamondShape, escaped, lineShape, stretchOf } from './shapes';

const LEGEND_LINE = 34;
const LEGEND_HEIGHT = 26;

export interface Picture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** svgOf is the text of an SVG file of what the canvas shows. */
export function svgOf(canvas: GraphCanvas, texts: Texts): string {
  const { drawing } = canvas;
  if (!drawing) throw new Error('there is no graph to draw yet');
  return pictureOf(drawing, texts, true).text;
}

/** pictureOf draws the legend and the footer, and above them the graph, or nothing where it is drawn otherwise. */
export function pictureOf(d: Drawing, texts: Texts, withGraph: boolean): Picture {
  const measure = measureIn(family(d.font));
  const legend = legendRows(legendOf(d), d, measure);
  const footer = footerOf(texts, d.width, d.colours, measure);
  const height = d.height + legend.height + footer.height;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${d.width}" height="${height}" viewBox="0 0 ${d.width} ${height}" font-family="${escaped(family(d.font))}">`,
    `<title>${escaped(texts.sentence)}</title><desc>${escaped(texts.citation)}</desc>`,
    ...(withGraph ? graph(d, height) : []),
    `<g transform="translate(0 ${d.height})" font-size="12" fill="${hex(d.colours.ink)}">${legend.shapes}</g>`,
    `<g transform="translate(0 ${d.height + legend.height})">`,
    ...footer.lines.map((l) => `<text x="${PADDING}" y="${l.y}" font-size="${l.size}" fill="${l.colour}">${escaped(l.text)}</text>`),
    '</g></svg>',
  ];
  return { text: parts.join('\n'), width: d.width, height };
}

const graph = (d: Drawing, height: number): string[] => [
  `<rect width="${d.width}" height="${height}" fill="${hex(d.colours.ground)}"/>`,
  // What runs out of the picture must not run into the words below it.
  `<svg width="${d.width}" height="${d.height}">`,
  ...d.scene.lines.filter((l) => !l.at.hidden).map((l) => tie(l, d)),
  ...d.scene.marks.filter((m) => !m.at.hidden).map((m) => mark(m, d)),
  ...d.names.map((n) => name(n, d)),
  '</svg>',
];

function placed(m: Mark, { frame }: Drawing): { x: number; y: number; clear: number } {
  return { x: frame.left + m.at.x * frame.scale, y: frame.top + m.at.y * frame.down, clear: m.at.clear };
}

function tie(l: Line, d: Drawing): string {
  const at = stretchOf(placed(d.scene.marks[l.from]!, d), placed(d.scene.marks[l.to]!, d), l.at.lane);
  return at ? lineShape(at, l.at.bits, l.at.width, hex(l.at.colour), spellTitle(l.spell, d)) : '';
}

function mark(m: Mark, d: Drawing): string {
  const { x, y } = placed(m, d);
  const { size, bits, colour, fill } = m.at;
  if (m.spell >= 0) return diamondShape(x, y, size, bits, colour, d.colours.ground, spellTitle(m.spell, d));
  return actorShape(x, y, size, bits, colour, fill, d.scene.history.actors.get(m.key)?.name ?? m.key);
}

function spellTitle(spell: number, { scene }: Drawing): string {
  const s = scene.history.spells[spell]!;
  return `${tieName(s, scene.history.actors)}: ${datesOf(s)}`;
}

function name(n: Written, { colours, scene }: Drawing): string {
  const pale = (scene.marks[n.mark]!.at.bits & PALE) !== 0;
  const side = directionOf(n.name);
  // The place is that of the left end, which is where right-to-left letters end.
  const anchor = side === 'rtl' ? ' direction="rtl" text-anchor="end"' : '';
  return `<text x="${Math.round(n.x)}" y="${Math.round(n.y)}" font-size="${NAME_SIZE}" font-weight="500" fill="${hex(pale ? colours.soft : colours.ink)}"${pale ? ' fill-opacity=".7"' : ''} stroke="${hex(colours.ground)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"${anchor}>${escaped(n.name)}</text>`;
}

function legendRows(entries: readonly LegendEntry[], d: Drawing, measure: (text: string, size: number) => number): { shapes: string; height: number } {
  let [x, y] = [PADDING, LEGEND_HEIGHT / 2];
  const shapes = entries.map((entry) => {
    const wide = LEGEND_LINE + 6 + measure(entry.words, 12) + 18;
    if (x > PADDING && x + wide > d.width - PADDING) {
      x = PADDING;
      y += LEGEND_HEIGHT;
    }
    const shape = sample(entry, x, y, d) + `<text x="${Math.round(x + LEGEND_LINE + 6)}" y="${y + 4}">${escaped(entry.words)}</text>`;
    x += wide;
    return shape;
  });
  return { shapes: shapes.join(''), height: entries.length === 0 ? 0 : y + LEGEND_HEIGHT / 2 };
}

function sample({ bits, colour, shape, words }: LegendEntry, x: number, y: number, d: Drawing): string {
  if (shape === 'line') return lineShape({ x, y, length: LEGEND_LINE, degrees: 0 }, bits, LINE_WIDTH, colour, words);
  const middle = x + LEGEND_LINE / 2;
  const number = Number.parseInt(colour.slice(1), 16);
  if (shape === 'actor') return actorShape(middle, y, 6, bits, number, bits & UNNAMED ? d.colours.ground : discFill(d.colours), words);
  const line = `<path d="M${x} ${y}h${LEGEND_LINE}" stroke="${colour}" stroke-width="${SPOKE_WIDTH}"/>`;
  return line + diamondShape(middle, y, DIAMOND_RADIUS, bits, number, d.colours.ground, words);
}

const family = (font: string): string => font.replace(/^.*?px /, '');

/** measureIn measures as the browser would write it; who opens the file may have other letters. */
function measureIn(fontFamily: string): (text: string, size: number) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size) => {
    if (!context) return text.length * size * 0.6;
    context.font = `${size}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}
