// What the graph keeps of a line and of a mark, beside what sigma itself reads.
// The objects are changed in place: graphology's setters would tell sigma, which
// then works out everything anew.

export interface LineAttributes {
  hidden: boolean;
  colour: number; // 0xRRGGBB
  width: number;
  bits: number;
  /** Pixels to the side, seen from source to target. */
  lane: number;
}

export interface MarkAttributes {
  x: number;
  y: number;
  type: 'actor' | 'mediation';
  hidden: boolean;
  size: number;
  /** The radius that lines keep clear of. */
  clear: number;
  bits: number;
  colour: number; // of the ring, or of the diamond
  fill: number;
}
