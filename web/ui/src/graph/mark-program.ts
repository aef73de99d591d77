// What the two node programs share: a square around the mark, measured in pixels
// of the screen, and the packing of its colours and bits. They differ in the shape.
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { NodeProgram, type InstancedProgramDefinition, type ProgramInfo } from 'sigma/rendering';
import type { MarkAttributes } from './attributes';
import { Upload } from './upload';

const uniforms = ['u_matrix', 'u_size', 'u_pixelRatio'] as const;
type Uniform = (typeof uniforms)[number];

/** Pixels around the mark for rings and halos. */
const MARGIN = 12;

const vertex = /* glsl */ `
attribute vec2 a_position;
attribute vec4 a_colour;
attribute vec4 a_fill;
attribute vec4 a_id;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform vec2 u_size;

varying vec2 v_at;
varying float v_radius;
varying float v_bits;
varying vec4 v_colour;
varying vec4 v_fill;

void main() {
  v_radius = floor(a_colour.a * 255.0 + 0.5) / 8.0;
  v_bits = floor(a_fill.a * 255.0 + 0.5);
  if (v_radius == 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0); // hidden: out of sight
    return;
  }
  vec2 toPixels = 0.5 * u_size;
  v_at = a_corner * (v_radius + ${MARGIN}.0);
  vec2 middle = (u_matrix * vec3(a_position, 1.0)).xy * toPixels;
  gl_Position = vec4((middle + v_at) / toPixels, 0.0, 1.0);
  v_fill = vec4(a_fill.rgb, 1.0);
  #ifdef PICKING_MODE
  v_colour = a_id;
  v_colour.a *= 255.0 / 254.0; // sigma's ids lose a bit of their last byte
  #else
  v_colour = vec4(a_colour.rgb, 1.0);
  #endif
}
`;

const prelude = /* glsl */ `
precision highp float;

varying vec2 v_at;
varying float v_radius;
varying float v_bits;
varying vec4 v_colour;
varying vec4 v_fill;

uniform float u_pixelRatio;

bool has(float value) {
  return mod(floor((v_bits + 0.5) / value), 2.0) > 0.5;
}

float cover(float d) {
  return clamp(0.5 - d * u_pixelRatio, 0.0, 1.0);
}

vec4 over(vec4 below, vec3 colour, float alpha) {
  return vec4(colour * alpha, alpha) + below * (1.0 - alpha);
}
`;

export abstract class MarkProgram extends NodeProgram<Uniform> {
  #bytes: Uint8Array = new Uint8Array();
  readonly #upload = new Upload();

  /** shape is the body of the fragment shader: main() sets gl_FragColor, or v_colour where PICKING_MODE is defined. */
  protected abstract shape(): string;

  override getDefinition(): InstancedProgramDefinition<Uniform> {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
    return {
      VERTICES: 4,
      VERTEX_SHADER_SOURCE: vertex,
      FRAGMENT_SHADER_SOURCE: prelude + this.shape(),
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_colour', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_fill', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [-1, 1],
        [1, -1],
        [1, 1],
      ],
    };
  }

  override reallocate(capacity: number): void {
    super.reallocate(capacity);
    this.#bytes = new Uint8Array(this.array.buffer);
    this.#upload.changed();
  }

  override process(index: number, offset: number, data: NodeDisplayData): void {
    super.process(index, offset, data);
    this.#upload.changed();
  }

  override processVisibleItem(index: number, start: number, data: NodeDisplayData): void {
    const mark = data as NodeDisplayData & MarkAttributes;
    const bytes = this.#bytes;
    this.array[start] = data.x;
    this.array[start + 1] = data.y;
    let at = (start + 2) * 4;
    bytes[at++] = mark.colour >> 16;
    bytes[at++] = (mark.colour >> 8) & 255;
    bytes[at++] = mark.colour & 255;
    bytes[at++] = Math.round(mark.size * 8);
    bytes[at++] = mark.fill >> 16;
    bytes[at++] = (mark.fill >> 8) & 255;
    bytes[at++] = mark.fill & 255;
    bytes[at++] = mark.bits;
    this.array[start + 4] = index;
  }

  protected override bindProgram(program: ProgramInfo): void {
    this.#upload.bind(this, program, (...of) => this.bindAttribute(...of));
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform2f(uniformLocations.u_size, params.width, params.height);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
  }
}
