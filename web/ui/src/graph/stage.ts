// Sets sigma up: our programs, no labels of its own, nothing that turns.
import Sigma from 'sigma';
import { ActorProgram } from './actor-program';
import type { wholeOf } from './frame';
import { MediationProgram } from './mediation-program';
import type { Scene } from './scene';
import { TieProgram } from './tie-program';

/** Sigma's own layer for labels, which it leaves empty since it is told to write none. */
export const NAMES = 'labels';

export interface StageHandlers {
  onNode(node: string): void;
  onEdge(edge: string): void;
  onNothing(): void;
  /** The pointer came over a node or an edge, or left them. */
  onOver(node: string | null, edge: string | null, x: number, y: number): void;
  onDrawn(): void;
}

/** stage begins to draw the scene in the container. It throws where there is no WebGL. */
export function stage(scene: Scene, whole: ReturnType<typeof wholeOf>, container: HTMLElement, handlers: StageHandlers): Sigma {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches ? { zoomDuration: 1, inertiaDuration: 1, doubleClickZoomingDuration: 1 } : {};
  const sigma = new Sigma(scene.graph, container, {
    allowInvalidContainer: true,
    defaultEdgeType: 'tie',
    defaultNodeType: 'actor',
    edgeProgramClasses: { tie: TieProgram },
    nodeProgramClasses: { mediation: MediationProgram, actor: ActorProgram },
    enableCameraRotation: false,
    enableEdgeEvents: true,
    renderLabels: false,
    renderEdgeLabels: false,
    defaultDrawNodeHover: () => {}, // the page's own tooltip says more
    zoomToSizeRatioFunction: () => 1, // sizes are pixels of the screen, whatever the zoom
    stagePadding: 40,
    minCameraRatio: 0.002,
    maxCameraRatio: 4,
    ...still,
  });
  sigma.setCustomBBox(whole);
  listen(sigma, handlers);
  return sigma;
}

function listen(sigma: Sigma, h: StageHandlers): void {
  sigma.on('afterRender', () => h.onDrawn());
  sigma.on('clickNode', ({ node }) => h.onNode(node));
  sigma.on('clickEdge', ({ edge }) => h.onEdge(edge));
  sigma.on('clickStage', () => h.onNothing());
  // Two quick clicks are two clicks, on two ties perhaps; they do not zoom.
  sigma.on('doubleClickNode', (e) => {
    e.preventSigmaDefault();
    h.onNode(e.node);
  });
  sigma.on('doubleClickEdge', (e) => {
    e.preventSigmaDefault();
    h.onEdge(e.edge);
  });
  sigma.on('doubleClickStage', (e) => e.preventSigmaDefault());
  sigma.on('enterNode', ({ node, event }) => h.onOver(node, null, event.x, event.y));
  sigma.on('enterEdge', ({ edge, event }) => h.onOver(null, edge, event.x, event.y));
  sigma.on('leaveNode', ({ event }) => h.onOver(null, null, event.x, event.y));
  sigma.on('leaveEdge', ({ event }) => h.onOver(null, null, event.x, event.y));
}
