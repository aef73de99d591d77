// The one edge program: every line, dash, bar, ring and arrowhead is a distance
// worked out for each pixel of a quad around the tie. Sigma has no dashes, and a
// program for each style would cost a pass each.
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import { EdgeProgram, type InstancedProgramDefinition, type ProgramInfo } from 'sigma/rendering';
import type { LineAttributes, MarkAttributes } from './attributes';
import { tieFragment, tieVertex } from './tie-shaders';
import { Upload } from './upload';

const uniforms = ['u_matrix', 'u_size', 'u_pixelRatio'] as const;
type Uniform = (typeof uniforms)[number];

/** Floats of a tie: two ends, its colour and width, its style, its number for picking. */
const ENDS = 4;

export class TieProgram extends EdgeProgram<Uniform> {
  // The packed bytes are written through a view of the same memory: as a float, some
  // of them would be NaN, whose bits need not survive.
  #bytes: Uint8Array = new Uint8Array();
  readonly #upload = new Upload();

  override getDefinition(): InstancedProgramDefinition<Uniform> {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
    return {
      VERTICES: 4,
      VERTEX_SHADER_SOURCE: tieVertex,
      FRAGMENT_SHADER_SOURCE: tieFragment,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: 'a_ends', size: 4, type: FLOAT },
        { name: 'a_colour', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_style', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [0, -1],
        [0, 1],
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

  override process(index: number, offset: number, from: NodeDisplayData, to: NodeDisplayData, data: EdgeDisplayData): void {
    super.process(index, offset, from, to, data);
    this.#upload.changed();
  }

  override processVisibleItem(index: number, start: number, from: NodeDisplayData, to: NodeDisplayData, data: EdgeDisplayData): void {
    const line = data as EdgeDisplayData & LineAttributes;
    const bytes = this.#bytes;
    this.array[start] = from.x;
    this.array[start + 1] = from.y;
    this.array[start + 2] = to.x;
    this.array[start + 3] = to.y;
    let at = (start + ENDS) * 4;
    bytes[at++] = line.colour >> 16;
    bytes[at++] = (line.colour >> 8) & 255;
    bytes[at++] = line.colour & 255;
    bytes[at++] = Math.round(line.width * 16);
    bytes[at++] = line.bits;
    bytes[at++] = Math.round(line.lane * 2) + 128;
    bytes[at++] = Math.round((from as NodeDisplayData & MarkAttributes).clear * 8);
    bytes[at++] = Math.round((to as NodeDisplayData & MarkAttributes).clear * 8);
    this.array[start + ENDS + 2] = index;
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
