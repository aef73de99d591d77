// The drawn graph, as the page's parts speak to it. A step of the slider tells it
// one look a spell; it compares them with what is drawn and touches what differs.
import type Sigma from 'sigma';
import type { Camera } from '../model/address';
import { SHOWN } from '../model/shown';
import type { History } from '../model/spell';
import { coloursOf, type Colours } from './colours';
import { fit, frameOf, locate, noteMark, seenOf, shareSeen, wholeOf, type Frame } from './frame';
import type { Positions } from './layout';
import { nameFont, Names, write, type Seen, type Written } from './names';
import { noEmphasis, paintActor, paintDiamond, paintLine, type Emphasis } from './paint';
import { sceneOf, type Scene } from './scene';
import { NAMES, stage } from './stage';

export interface Handlers {
  onTie(id: string): void;
  onActor(id: string): void;
  onNothing(): void;
  /** The pointer came over a tie or an actor, at a point of the container; null: over neither. */
  onHover?(what: { tie: string } | { actor: string } | null, x: number, y: number): void;
}

/** What the last step cost: how many lines and marks were touched, and the script's time with the frame it drew. */
export interface Step {
  readonly edges: number;
  readonly nodes: number;
  readonly milliseconds: number;
}

/** What a picture or a file is made of. */
export interface Drawing {
  readonly scene: Scene;
  readonly looks: Uint8Array;
  readonly frame: Frame;
  readonly names: readonly Written[];
  readonly colours: Colours;
  /** As CSS has it, with the size. */
  readonly font: string;
  readonly width: number;
  readonly height: number;
}

export class GraphCanvas {
  lastStep: Step = { edges: 0, nodes: 0, milliseconds: 0 };

  readonly #container: HTMLElement;
  readonly #handlers: Handlers;
  readonly #resized: ResizeObserver;
  readonly #names = new Names();
  #written: Written[] = [];
  #sigma: Sigma | null = null;
  #scene: Scene | null = null;
  #byTies: readonly number[] = [];
  #order: readonly number[] = [];
  #looks = new Uint8Array();
  #onScreen: Seen = seenOf(null);
  #seen = new Int32Array();
  #standing = new Int32Array();
  #emphasis: Emphasis = noEmphasis;
  #colours: Colours;
  #font: string;
  #drawn = 0;
  /** Where the camera was put last so that all is seen; null: not yet. */
  #fitted: { x: number; y: number; ratio: number } | null = null;
  #ratio = 0;

  constructor(container: HTMLElement, handlers: Handlers) {
    this.#container = container;
    this.#handlers = handlers;
    this.#colours = coloursOf(container, false);
    this.#font = nameFont(getComputedStyle(container).fontFamily);
    this.#resized = new ResizeObserver(() => this.#sigma?.scheduleRender());
    this.#resized.observe(container);
  }

  /** setHistory builds everything anew, with nothing shown. It throws where there is no WebGL. */
  setHistory(history: History, positions: Positions): void {
    const camera = this.#sigma?.getCamera().getState();
    const kept = this.#scene && wholeOf(this.#scene);
    const scene = sceneOf(history, positions);
    this.#scene = scene;
    this.#looks = new Uint8Array(history.spells.length);
    this.#drawn = 0;
    this.#seen = new Int32Array(scene.marks.length);
    this.#standing = new Int32Array(scene.marks.length);
    this.#onScreen = seenOf(scene);
    this.#byTies = scene.marks.flatMap((m, i) => (m.spell < 0 ? [i] : [])).sort((a, b) => scene.marks[b]!.ties - scene.marks[a]!.ties || a - b);
    this.#order = namedFirst(scene, this.#byTies, this.#emphasis);
    this.#names.begin(scene.marks.length);
    const whole = wholeOf(scene);
    if (this.#sigma) {
      this.#sigma.setCustomBBox(whole);
      this.#sigma.setGraph(scene.graph);
    } else {
      this.#sigma = this.#start(scene, whole);
    }
    // The same places are measured anew against other bounds, so that the camera would show another part.
    const same = kept && camera && JSON.stringify(kept) === JSON.stringify(whole);
    if (!same) this.#fitted = null;
  }

  #start(scene: Scene, whole: ReturnType<typeof wholeOf>): Sigma {
    return stage(scene, whole, this.#container, {
      onNode: (node) => (this.#isMediation(node) ? this.#handlers.onTie(node) : this.#handlers.onActor(node)),
      onEdge: (edge) => this.#handlers.onTie(this.#tieOf(edge)),
      onNothing: () => this.#handlers.onNothing(),
      onOver: (node, edge, x, y) => {
        this.#container.style.cursor = node !== null || edge !== null ? 'pointer' : '';
        const what = edge !== null ? { tie: this.#tieOf(edge) } : node === null ? null : this.#isMediation(node) ? { tie: node } : { actor: node };
        this.#handlers.onHover?.(what, x, y);
      },
      onDrawn: () => this.#writeNames(),
    });
  }

  /** show draws each spell as its look says. */
  show(looks: Uint8Array): void {
    const [scene, sigma] = [this.#scene, this.#sigma];
    if (!scene || !sigma || looks.length !== this.#looks.length) return;
    const began = performance.now();
    const edges: string[] = [];
    const touched = new Set<number>();
    for (let i = 0; i < looks.length; i++) {
      const [is, was] = [looks[i]!, this.#looks[i]!];
      if (is !== was) this.#change(scene, i, was, is, edges, touched);
    }
    this.#refresh(scene, sigma, edges, touched, false);
    this.lastStep = { edges: edges.length, nodes: touched.size, milliseconds: performance.now() - began };
    if (edges.length > 0 && this.#isElsewhere(sigma)) this.fit();
  }

  /** #isElsewhere: what is shown lies mostly off the screen. Who has moved the camera is left alone while anyone is seen. */
  #isElsewhere(sigma: Sigma): boolean {
    if (!this.#fitted) return true;
    const { x, y, ratio } = sigma.getCamera().getState();
    const moved = x !== this.#fitted.x || y !== this.#fitted.y || ratio !== this.#fitted.ratio;
    return shareSeen(this.#onScreen, this.#standing) < (moved ? Number.MIN_VALUE : 0.5);
  }

  #change(scene: Scene, i: number, was: number, is: number, edges: string[], touched: Set<number>): void {
    this.#looks[i] = is;
    for (let l = scene.first[i]!; l < scene.first[i + 1]!; l++) {
      paintLine(scene.lines[l]!, scene, is, this.#emphasis, this.#colours);
      edges.push(scene.lines[l]!.key);
    }
    if (scene.diamond[i]! >= 0) touched.add(scene.diamond[i]!);
    const seen = Number(is !== 0) - Number(was !== 0);
    const standing = Number((is & SHOWN) !== 0) - Number((was & SHOWN) !== 0);
    this.#drawn += standing;
    if (seen === 0 && standing === 0) return;
    for (let p = scene.firstParty[i]!; p < scene.firstParty[i + 1]!; p++) {
      const mark = scene.parties[p]!;
      const [before, stood] = [this.#seen[mark]!, this.#standing[mark]!];
      this.#seen[mark] = before + seen;
      this.#standing[mark] = stood + standing;
      // One of many ties more or fewer changes nothing on the actor.
      if ((before === 0) !== (before + seen === 0) || (stood === 0) !== (stood + standing === 0)) touched.add(mark);
    }
  }

  #refresh(scene: Scene, sigma: Sigma, edges: string[], marks: Iterable<number>, schedule: boolean): void {
    const nodes: string[] = [];
    for (const m of marks) {
      this.#paint(scene, m);
      nodes.push(scene.marks[m]!.key);
    }
    if (edges.length + nodes.length > 0) sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: true, schedule });
  }

  #paint(scene: Scene, m: number): void {
    const mark = scene.marks[m]!;
    if (mark.spell < 0) paintActor(mark, this.#seen[m]!, this.#standing[m]!, this.#emphasis, this.#colours);
    else paintDiamond(mark, scene, this.#looks[mark.spell]!, this.#emphasis, this.#colours);
    noteMark(mark, m, this.#onScreen);
  }

  /** setCamps rings each actor in the colour of its camp: 0 is --camp-1. */
  setCamps(camps: ReadonlyMap<string, number>): void {
    const was = this.#emphasis.camps;
    this.#emphasise({ ...this.#emphasis, camps }, [], [...camps.keys(), ...was.keys()].filter((id) => camps.get(id) !== was.get(id)));
  }

  setMoved(moved: ReadonlySet<string>): void {
    this.#emphasise({ ...this.#emphasis, moved }, [], differ(moved, this.#emphasis.moved));
  }

  /** setSelected draws these ties thicker and rings these actors; the others stay as they are. */
  setSelected(selected: { ties: readonly string[]; actors: readonly string[] }): void {
    const [ties, actors] = [new Set(selected.ties), new Set(selected.actors)];
    this.#emphasise({ ...this.#emphasis, ties, actors }, differ(ties, this.#emphasis.ties), differ(actors, this.#emphasis.actors));
  }

  #emphasise(emphasis: Emphasis, ties: readonly string[], actors: readonly string[]): void {
    this.#emphasis = emphasis;
    const [scene, sigma] = [this.#scene, this.#sigma];
    if (!scene || !sigma) return;
    this.#order = namedFirst(scene, this.#byTies, emphasis);
    const marks = new Set(actors.map((id) => scene.markOf.get(id)).filter((m) => m !== undefined));
    const edges: string[] = [];
    for (const id of ties) {
      const i = scene.spellOf.get(id);
      if (i === undefined) continue;
      if (scene.diamond[i]! >= 0) marks.add(scene.diamond[i]!);
      for (let l = scene.first[i]!; l < scene.first[i + 1]!; l++) {
        paintLine(scene.lines[l]!, scene, this.#looks[i]!, emphasis, this.#colours);
        edges.push(scene.lines[l]!.key);
      }
    }
    this.#refresh(scene, sigma, edges, marks, true);
  }

  /** setTheme reads the page's colours again; `dark` says which to take where it names none. */
  setTheme(dark: boolean): void {
    this.#colours = coloursOf(this.#container, dark);
    const [scene, sigma] = [this.#scene, this.#sigma];
    if (!scene || !sigma) return;
    for (const line of scene.lines) paintLine(line, scene, this.#looks[line.spell]!, this.#emphasis, this.#colours);
    this.#refresh(scene, sigma, scene.graph.edges(), scene.marks.keys(), true);
  }

  fit(): void {
    if (!this.#sigma || !this.#scene) return;
    fit(this.#sigma, this.#scene);
    this.#fitted = this.#sigma.getCamera().getState();
  }

  /** camera is where it stands, if somebody has moved it; null: where everything shown is seen. */
  get camera(): Camera | null {
    if (!this.#sigma || !this.#fitted) return null;
    const { x, y, ratio } = this.#sigma.getCamera().getState();
    const { x: fx, y: fy, ratio: fr } = this.#fitted;
    return x === fx && y === fy && ratio === fr ? null : { x, y, ratio };
  }

  /** look puts the camera where somebody left it. */
  look(camera: Camera): void {
    if (!this.#sigma) return;
    this.#fitted ??= { x: Number.NaN, y: 0, ratio: 0 };
    this.#sigma.getCamera().setState({ x: camera.x, y: camera.y, ratio: camera.ratio, angle: 0 });
  }

  /** zoomBy 2 shows everything twice as large, about the middle. */
  zoomBy(factor: number): void {
    const camera = this.#sigma?.getCamera();
    camera?.setState({ ratio: camera.getBoundedRatio(camera.getState().ratio / factor) });
  }

  /** named counts the names written, of so many actors shown. */
  get named(): { readonly names: number; readonly actors: number } {
    let actors = 0;
    for (const i of this.#byTies) if (this.#seen[i]! > 0) actors++;
    return { names: this.#written.length, actors };
  }

  /** drawn counts the ties that hold on the day and have a line on the screen. */
  get drawn(): number {
    return this.#drawn;
  }

  /** drawing is what is seen just now, for a file. */
  get drawing(): Drawing | null {
    const [scene, sigma] = [this.#scene, this.#sigma];
    if (!scene || !sigma) return null;
    return { scene, looks: this.#looks, frame: frameOf(sigma), names: this.#written, colours: this.#colours, font: this.#font, ...sigma.getDimensions() };
  }

  /** layers are the canvases from below to above, drawn anew just now: a browser empties them once it has shown them. */
  layers(): HTMLCanvasElement[] {
    this.#sigma?.refresh({ partialGraph: { nodes: [], edges: [] }, skipIndexation: true });
    const canvases = this.#sigma?.getCanvases() ?? {};
    return ['edges', 'nodes', NAMES].map((id) => canvases[id]).filter((c) => c !== undefined);
  }

  kill(): void {
    this.#resized.disconnect();
    this.#sigma?.kill();
    this.#sigma = null;
    this.#scene = null;
  }

  #isMediation(node: string): boolean {
    return (this.#scene?.marks[this.#scene.markOf.get(node) ?? -1]?.spell ?? -1) >= 0;
  }

  #tieOf(edge: string): string {
    const line = this.#scene?.lines[this.#scene.lineOf.get(edge) ?? -1];
    return line ? this.#scene!.history.spells[line.spell]!.id : edge;
  }

  #writeNames(): void {
    const [scene, sigma] = [this.#scene, this.#sigma];
    const context = sigma?.getCanvases()[NAMES]?.getContext('2d');
    if (!scene || !sigma || !context) return;
    const { width, height } = sigma.getDimensions();
    const { ratio } = sigma.getCamera().getState();
    if (ratio !== this.#ratio) this.#names.forget();
    this.#ratio = ratio;
    locate(this.#onScreen, frameOf(sigma), width, height);
    context.clearRect(0, 0, width, height);
    context.font = this.#font;
    this.#written = this.#names.place(context, this.#order, (i) => scene.marks[i]!.name, this.#onScreen, width, height);
    write(context, this.#written, (i) => this.#standing[i] === 0, this.#colours);
  }
}

/** namedFirst is who is selected or moved, then the rest by ties. */
function namedFirst(scene: Scene, byTies: readonly number[], { actors, moved }: Emphasis): readonly number[] {
  if (actors.size + moved.size === 0) return byTies;
  const first = [...actors, ...moved].map((id) => scene.markOf.get(id)).filter((i) => i !== undefined);
  return [...new Set([...first, ...byTies])];
}

const differ = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...[...a].filter((x) => !b.has(x)), ...[...b].filter((x) => !a.has(x))];
