// A mediation: a diamond, filled if it certainly took place, an outline if only
// possibly; ringed where sources contradict each other.
import { ARRIVED, DISPUTED, HOLLOW, LEFT, PALE, SELECTED } from './encoding';
import { MarkProgram } from './mark-program';

export class MediationProgram extends MarkProgram {
  protected override shape(): string {
    return /* glsl */ `
void main() {
  vec2 p = abs(v_at);
  float d = (p.x + p.y - v_radius) * 0.7071;
  #ifdef PICKING_MODE
  gl_FragColor = d <= 2.5 ? v_colour : vec4(0.0);
  #else
  float whole = cover(d);
  float inside = cover(d + 1.8);
  vec4 colour = vec4(0.0);
  if (has(${ARRIVED}.0)) colour = over(colour, v_colour.rgb, 0.28 * cover(d - 5.0));
  colour = over(colour, v_colour.rgb, whole);
  if (has(${HOLLOW}.0)) colour = over(colour, v_fill.rgb, inside);
  if (has(${DISPUTED}.0)) colour = over(colour, v_colour.rgb, cover(abs(length(v_at) - v_radius - 3.0) - 0.9));
  if (has(${SELECTED}.0)) colour = over(colour, v_colour.rgb, cover(abs(d - 4.0) - 1.0));
  gl_FragColor = colour * (has(${LEFT}.0) ? 0.45 : has(${PALE}.0) ? 0.4 : 1.0);
  if (has(${LEFT}.0)) {
    float cross_ = max(abs(p.x - p.y) * 0.7071 - 0.8, max(p.x, p.y) - 3.5);
    gl_FragColor = over(gl_FragColor, v_colour.rgb, cover(cross_) * 0.85);
  }
  #endif
}
`;
  }
}
