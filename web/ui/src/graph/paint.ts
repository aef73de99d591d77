// Gives marks and lines the attributes that say how they look just now.
import { SHOWN, type Look } from '../model/shown';
import { mix, type Colours } from './colours';
import { GHOST_WIDTH, lineBits, mediationBits, MOVED, PALE, SELECTED, SELECTED_MORE, UNNAMED } from './encoding';
import type { Line, Mark, Scene } from './scene';

/** What is known of the marks and lines beside the look of each spell. */
export interface Emphasis {
  readonly camps: ReadonlyMap<string, number>;
  readonly moved: ReadonlySet<string>;
  readonly ties: ReadonlySet<string>;
  readonly actors: ReadonlySet<string>;
}

export const noEmphasis: Emphasis = { camps: new Map(), moved: new Set(), ties: new Set(), actors: new Set() };

export function paintLine(line: Line, scene: Scene, look: Look, emphasis: Emphasis, colours: Colours): void {
  const spell = scene.history.spells[line.spell]!;
  line.at.hidden = look === 0;
  if (look === 0) return;
  const selected = emphasis.ties.has(spell.id);
  line.at.colour = colourOf(spell.kind, colours);
  line.at.bits = lineBits(spell.kind, look, line.directed);
  line.at.width = ((look & SHOWN) === 0 ? GHOST_WIDTH : line.width) + (selected ? SELECTED_MORE : 0);
}

export function paintDiamond(mark: Mark, scene: Scene, look: Look, emphasis: Emphasis, colours: Colours): void {
  mark.at.hidden = look === 0;
  if (look === 0) return;
  mark.at.colour = colours.mediation;
  mark.at.fill = colours.ground;
  mark.at.bits = mediationBits(look) | (emphasis.ties.has(scene.history.spells[mark.spell]!.id) ? SELECTED : 0);
}

/** paintActor: `seen` counts its lines that are drawn, `standing` those that hold on the day. */
export function paintActor(mark: Mark, seen: number, standing: number, emphasis: Emphasis, colours: Colours): void {
  mark.at.hidden = seen === 0;
  if (seen === 0) return;
  const camp = emphasis.camps.get(mark.key);
  mark.at.colour = camp === undefined ? colours.soft : campColour(camp, colours);
  mark.at.fill = mark.unnamed ? colours.ground : discFill(colours);
  mark.at.bits =
    (mark.unnamed ? UNNAMED : 0) |
    (emphasis.moved.has(mark.key) ? MOVED : 0) |
    (emphasis.actors.has(mark.key) ? SELECTED : 0) |
    (standing === 0 ? PALE : 0);
}

/** discFill is quiet, so that the ring is what is seen. */
export const discFill = (colours: Colours): number => mix(colours.soft, colours.ground, 0.35);

/** campColour: 0 is --camp-1; after the last colour they begin again. */
const campColour = (camp: number, colours: Colours): number => colours.camps[camp % colours.camps.length]!;

export function colourOf(kind: 'ALLEGIANCE' | 'MEDIATION' | 'HOSTILITY', colours: Colours): number {
  return kind === 'ALLEGIANCE' ? colours.allegiance : kind === 'HOSTILITY' ? colours.hostility : colours.mediation;
}
