// The shaders of tie-program.ts. `s` runs along the tie from the middle of its
// source and `t` across it, both in pixels of the screen: dashes are counted from
// the middle of the tie, which moves with it, so that panning does not make them crawl.
import * as e from './encoding';

const f = (n: number): string => (Number.isInteger(n) ? `${n}.0` : String(n));

export const tieVertex = /* glsl */ `
attribute vec4 a_ends;
attribute vec4 a_colour;
attribute vec4 a_style;
attribute vec4 a_id;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform vec2 u_size;

varying vec2 v_at;
varying vec2 v_span;
varying vec4 v_colour;
varying vec4 v_has; // bars, dashed, dotted, ring
varying vec4 v_more; // arrow, halo, ghost, faint
varying float v_width;

float bit(float bits, float value) {
  return mod(floor(bits / value), 2.0);
}

void main() {
  vec4 style = floor(a_style * 255.0 + 0.5);
  float width = floor(a_colour.a * 255.0 + 0.5) / 16.0;
  if (width == 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0); // hidden: out of sight
    return;
  }

  vec2 toPixels = 0.5 * u_size;
  vec2 from = (u_matrix * vec3(a_ends.xy, 1.0)).xy * toPixels;
  vec2 to = (u_matrix * vec3(a_ends.zw, 1.0)).xy * toPixels;
  float len = distance(from, to);
  vec2 along = len > 0.0 ? (to - from) / len : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);

  float lane = (style.y - 128.0) / 2.0;
  float clearOfSource = style.z / 8.0;
  float clearOfTarget = style.w / 8.0;
  // A parallel line meets the disc later than one to its middle.
  float first = sqrt(max(0.0, clearOfSource * clearOfSource - lane * lane));
  float last = len - sqrt(max(0.0, clearOfTarget * clearOfTarget - lane * lane));
  v_span = vec2(first, max(first, last));

  float bits = style.x;
  v_has = vec4(bit(bits, ${f(e.BARS)}), bit(bits, ${f(e.DASHED)}), bit(bits, ${f(e.DOTTED)}), bit(bits, ${f(e.RING)}));
  v_more = vec4(bit(bits, ${f(e.ARROW)}), bit(bits, ${f(e.HALO)}), bit(bits, ${f(e.GHOST)}), bit(bits, ${f(e.FAINT)}));
  v_width = width;

  float reach = max(width * 0.5, ${f(e.RING_RADIUS + e.RING_WIDTH)}) + 2.0;
  reach = max(reach, v_more.y * (${f(e.HALO_HALF)} + width * 0.5 + 1.0));
  v_at = vec2(mix(v_span.x - 2.0, v_span.y + 2.0, a_corner.x), a_corner.y * reach);
  vec2 position = from + along * v_at.x + across * (lane + v_at.y);
  gl_Position = vec4(position / toPixels, 0.0, 1.0);

  #ifdef PICKING_MODE
  v_colour = a_id;
  v_colour.a *= 255.0 / 254.0; // sigma's ids lose a bit of their last byte
  #else
  v_colour = vec4(a_colour.rgb, 1.0);
  #endif
}
`;

export const tieFragment = /* glsl */ `
precision highp float;

varying vec2 v_at;
varying vec2 v_span;
varying vec4 v_colour;
varying vec4 v_has;
varying vec4 v_more;
varying float v_width;

uniform float u_pixelRatio;

/** The share of a pixel that lies inside, from the distance to the edge. */
float cover(float d) {
  return clamp(0.5 - d * u_pixelRatio, 0.0, 1.0);
}

/** The distance to the nearest of marks that stand a period apart, one of them at 0. */
float nearest(float s, float period) {
  return abs(mod(s + period * 0.5, period) - period * 0.5);
}

void main() {
  float s = v_at.x;
  float t = abs(v_at.y);
  float length_ = v_span.y - v_span.x;
  float fromMiddle = s - 0.5 * (v_span.x + v_span.y);

  #ifdef PICKING_MODE
  // Wider than the line, since a hand is not that steady.
  bool on = s >= v_span.x && s <= v_span.y && t <= max(v_width * 0.5 + 2.0, 4.0);
  gl_FragColor = on ? v_colour : vec4(0.0);
  #else
  float arrow = step(0.5, v_more.x) * step(${f(e.ARROW_LENGTH + 4)}, length_);
  float lineEnd = v_span.y - arrow * ${f(e.ARROW_LENGTH - 1)};
  float inside = max(v_span.x - s, s - lineEnd);

  float line = max(t - v_width * 0.5, inside);
  if (v_has.y > 0.5) line = max(line, nearest(fromMiddle, ${f(e.PERIOD)}) - ${f(e.DASH / 2)});
  if (v_has.z > 0.5) {
    float dot_ = length(vec2(nearest(fromMiddle, ${f(e.DOT_PERIOD)}), t)) - max(${f(e.DOT_RADIUS)}, v_width * 0.5);
    line = max(dot_, inside);
  }
  if (v_has.x > 0.5) {
    float bar = max(nearest(fromMiddle, ${f(e.PERIOD)}) - ${f(e.BAR_WIDTH / 2)}, t - (v_more.z > 0.5 ? ${f(e.GHOST_BAR)} : ${f(e.BAR)}));
    line = min(line, max(bar, inside + ${f(e.BAR_WIDTH / 2)}));
  }
  float middle = length(vec2(fromMiddle, t));
  if (v_has.w > 0.5) {
    line = max(line, ${f(e.RING_GAP)} - middle);
    line = min(line, abs(middle - ${f(e.RING_RADIUS)}) - ${f(e.RING_WIDTH / 2)});
  }
  if (arrow > 0.5) {
    float back = v_span.y - s;
    float head = max(max(-back, back - ${f(e.ARROW_LENGTH)}), (t - back * ${f(e.ARROW_HALF / e.ARROW_LENGTH)}) * ${f(
      1 / Math.hypot(1, e.ARROW_HALF / e.ARROW_LENGTH),
    )});
    line = min(line, head);
  }

  float alpha = cover(line) * (v_more.w > 0.5 ? ${f(e.FAINT_ALPHA)} : 1.0);
  if (v_more.z > 0.5) {
    float u = abs(fromMiddle);
    float cross_ = max(abs(u - t) * 0.7071 - ${f(e.CROSS_WIDTH / 2)}, max(u, t) - ${f(e.CROSS_RADIUS)});
    alpha = max(cover(max(line, ${f(e.CROSS_RADIUS + 3)} - middle)) * ${f(e.GHOST_ALPHA)}, cover(cross_) * ${f(e.GHOST_CROSS_ALPHA)});
  }
  float band = v_more.y * cover(max(t - ${f(e.HALO_HALF)} - v_width * 0.5 + 1.0, max(v_span.x - s, s - v_span.y))) * ${f(e.HALO_ALPHA)};
  float total = alpha + band * (1.0 - alpha);
  gl_FragColor = vec4(v_colour.rgb * total, total);
  #endif
}
`;
