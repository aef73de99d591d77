// The colours of the page as numbers, for what CSS does not reach: canvases and files.

export interface Colours {
  readonly ground: number;
  readonly ink: number;
  readonly soft: number;
  readonly line: number;
  readonly allegiance: number;
  readonly hostility: number;
  readonly mediation: number;
  readonly camps: readonly number[];
}

// Where the page's style sheet says nothing, as in a test.
const light: Colours = {
  ground: 0xffffff,
  ink: 0x1a1d21,
  soft: 0x5a6068,
  line: 0xc9ced6,
  allegiance: 0x0072b2,
  hostility: 0xd55e00,
  mediation: 0x767676,
  camps: [0x009e73, 0xe69f00, 0xcc79a7, 0x56b4e9, 0xf0e442, 0x8c6bb1],
};
const dark: Colours = {
  ...light,
  ground: 0x14171b,
  ink: 0xe8eaed,
  soft: 0xa4abb5,
  line: 0x3a4049,
  allegiance: 0x56a8e0,
  hostility: 0xf08a3c,
  mediation: 0x9c9c9c,
};

/** coloursOf reads the custom properties that hold at the element. */
export function coloursOf(element: Element, isDark: boolean): Colours {
  const otherwise = isDark ? dark : light;
  const style = getComputedStyle(element);
  const context = document.createElement('canvas').getContext('2d');
  const read = (name: string, fallback: number): number => {
    const text = style.getPropertyValue(name).trim();
    if (text === '' || !context) return fallback;
    context.fillStyle = hex(fallback);
    context.fillStyle = text; // what is no colour is ignored
    const m = /^#([0-9a-f]{6})$/i.exec(context.fillStyle);
    return m ? Number.parseInt(m[1]!, 16) : fallback;
  };
  return {
    ground: read('--ground', otherwise.ground),
    ink: read('--ink', otherwise.ink),
    soft: read('--soft', otherwise.soft),
    line: read('--line', otherwise.line),
    allegiance: read('--allegiance', otherwise.allegiance),
    hostility: read('--hostility', otherwise.hostility),
    mediation: read('--mediation', otherwise.mediation),
    camps: otherwise.camps.map((c, i) => read(`--camp-${i + 1}`, c)),
  };
}

export const hex = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`;

/** mix is so much of the one and the rest of the other. */
export function mix(a: number, b: number, share: number): number {
  const channel = (shift: number) => Math.round(((a >> shift) & 255) * share + ((b >> shift) & 255) * (1 - share));
  return (channel(16) << 16) | (channel(8) << 8) | channel(0);
}
