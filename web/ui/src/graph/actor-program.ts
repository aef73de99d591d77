// An actor: a disc in a ring of its camp's colour; hollow, with a dashed ring, if
// nobody has named it; in a pale band if it moved between camps.
import { DASHES, MOVED, MOVED_BAND, PALE, RING_LEAST, RING_SHARE, SELECTED, UNNAMED } from './encoding';
import { MarkProgram } from './mark-program';

export class ActorProgram extends MarkProgram {
  protected override shape(): string {
    return /* glsl */ `
void main() {
  float d = length(v_at);
  #ifdef PICKING_MODE
  gl_FragColor = d <= v_radius + 2.0 ? v_colour : vec4(0.0);
  #else
  float ring = max(${RING_LEAST.toFixed(2)}, v_radius * ${RING_SHARE.toFixed(2)});
  float disc = cover(d - v_radius);
  float inner = cover(d - (v_radius - ring));
  float around = disc - inner;
  if (has(${UNNAMED}.0)) {
    float turn = fract(atan(v_at.y, v_at.x) / 6.2831853 * ${DASHES}.0);
    around *= step(0.4, turn);
  }
  vec4 colour = vec4(0.0);
  if (has(${MOVED}.0)) {
    colour = over(colour, v_colour.rgb, 0.35 * cover(d - v_radius - ${MOVED_BAND}.0));
    colour = over(colour, v_colour.rgb, cover(abs(d - v_radius - ${MOVED_BAND}.0) - 0.8));
  }
  colour = over(colour, v_fill.rgb, disc);
  colour = over(colour, v_colour.rgb, around);
  if (has(${SELECTED}.0)) colour = over(colour, v_colour.rgb, cover(abs(d - v_radius - 3.0) - 1.0));
  gl_FragColor = has(${PALE}.0) ? colour * 0.45 : colour;
  #endif
}
`;
  }
}
