// The seen graph as a picture, with the legend and the citation below it.
import type { Drawing, GraphCanvas } from '../graph/canvas';
import { hex } from '../graph/colours';
import type { Texts } from './footer';
import { pictureOf, type Picture } from './svg';

/** Twice as many pixels as on a plain screen: pictures are printed and enlarged. */
const SCALE = 2;
/** Up to so many lines the drawing is sharp at any size; more are taken as the screen has them. */
const MOST_DRAWN = 2_000;

/** pngOf is a picture of what the canvas shows. */
export async function pngOf(canvas: GraphCanvas, texts: Texts): Promise<Blob> {
  const d = canvas.drawing;
  if (!d) throw new Error('there is no graph to picture yet');
  const drawn = d.scene.lines.filter((l) => !l.at.hidden).length <= MOST_DRAWN;
  const picture = pictureOf(d, texts, drawn);
  const image = await imageOf(picture.text);
  return blobOf(compose(d, picture, image, drawn ? [] : canvas.layers()));
}

/** compose lays the layers and then the image on the ground. The layers must be fresh: a browser empties them once it has shown them. */
function compose(d: Drawing, picture: Picture, image: HTMLImageElement, layers: readonly HTMLCanvasElement[]): HTMLCanvasElement {
  const onto = document.createElement('canvas');
  onto.width = Math.round(picture.width * SCALE);
  onto.height = Math.round(picture.height * SCALE);
  const context = onto.getContext('2d');
  if (!context) throw new Error('this browser gives no canvas to draw the picture on');
  context.fillStyle = hex(d.colours.ground);
  context.fillRect(0, 0, onto.width, onto.height);
  for (const layer of layers) context.drawImage(layer, 0, 0, d.width * SCALE, d.height * SCALE);
  context.drawImage(image, 0, 0, onto.width, onto.height);
  return onto;
}

async function imageOf(svg: string): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large for this browser'))), 'image/png');
  });
}
