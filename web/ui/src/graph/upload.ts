// Sigma copies the arrays of every program to the graphics card at each frame, and
// once more for picking. Ours are copied once, and only after they changed:
// panning over 20,000 ties then costs no copy at all.
import type { InstancedProgramDefinition, ProgramInfo } from 'sigma/rendering';

type Attribute = InstancedProgramDefinition['ATTRIBUTES'][number];
type Bind = (attribute: Attribute, program: ProgramInfo, offset: number, perItem: boolean) => number;

interface Arrays {
  readonly ATTRIBUTES: Attribute[];
  readonly CONSTANT_ATTRIBUTES: Attribute[];
  readonly array: Float32Array;
  readonly constantArray: Float32Array;
  /** Its buffers serve picking too, which draws the same in the same context. */
  readonly normalProgram: ProgramInfo;
}

export class Upload {
  #done = false;

  /** changed: the array is no longer what the buffer holds. */
  changed(): void {
    this.#done = false;
  }

  /** bind does what sigma's own bindProgram does, without the copy where nothing changed. */
  bind(of: Arrays, program: ProgramInfo, bindAttribute: Bind): void {
    const { gl, buffer, constantBuffer } = of.normalProgram;
    gl.bindBuffer(gl.ARRAY_BUFFER, constantBuffer);
    let offset = 0;
    for (const a of of.CONSTANT_ATTRIBUTES) offset += bindAttribute(a, program, offset, false);
    if (!this.#done) gl.bufferData(gl.ARRAY_BUFFER, of.constantArray, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    offset = 0;
    for (const a of of.ATTRIBUTES) offset += bindAttribute(a, program, offset, true);
    if (!this.#done) gl.bufferData(gl.ARRAY_BUFFER, of.array, gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
    this.#done = true;
  }
}
