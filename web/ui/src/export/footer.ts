// What is written below a picture: what is seen, and how to cite it. A picture goes
// further than its page, and must carry both.
import { hex, type Colours } from '../graph/colours';

export interface Texts {
  /** The view as a sentence. */
  readonly sentence: string;
  readonly citation: string;
}

export interface FooterLine {
  readonly text: string;
  readonly size: number;
  readonly colour: string;
  /** From the top of the footer to the line on which the letters stand. */
  readonly y: number;
}

export interface Footer {
  readonly lines: readonly FooterLine[];
  readonly height: number;
}

export const PADDING = 14;

/** footerOf breaks the texts into lines of that width; `measure` says how long a text is. */
export function footerOf(texts: Texts, width: number, colours: Colours, measure: (text: string, size: number) => number): Footer {
  const lines: FooterLine[] = [];
  let y = PADDING;
  const add = (text: string, size: number, colour: string) => {
    for (const part of wrapped(text, width - 2 * PADDING, (t) => measure(t, size))) {
      y += Math.round(size * 1.35);
      lines.push({ text: part, size, colour, y });
    }
    y += 4;
  };
  add(texts.sentence, 14, hex(colours.ink));
  if (texts.citation !== '') add(texts.citation, 11, hex(colours.soft));
  return { lines, height: y + PADDING };
}

/** wrapped breaks between words, and within one that is longer than a line. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (measure(line) > width && line.length > 1) {
      let fits = line.length - 1;
      while (fits > 1 && measure(line.slice(0, fits)) > width) fits--;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  return line === '' ? lines : [...lines, line];
}
