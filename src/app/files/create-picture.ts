import { encodeShareLink, HASH_LIMIT } from '../../scenario/share-link.ts';
import { withScenario } from '../../scenario/picture-file.ts';
import type { Picture, PictureWanted } from '../../features/share/picture.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fileName } from '../page/download.ts';
import { titleWords } from '../page/title-words.ts';
import { drawBoard } from './draw-board.tsx';

/** Pixels of a PNG for each of its board's, and the most that it has to a side. */
const SHARPNESS = 2;
const MOST = 8000;

/** The board at the step shown as a picture that opens again as what it shows: what it holds is what a link holds. */
export async function createPicture(simulation: Simulation, wanted: PictureWanted): Promise<Picture> {
  const scenario = simulation.snapshot();
  const hash = encodeShareLink(scenario);
  const fits = hash.length <= HASH_LIMIT ? hash : undefined;
  const title = titleWords(scenario.document.title, simulation.words);
  const { svg, width, height } = await drawBoard(simulation, wanted, { title, hash: fits });
  const shown = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return {
    name: fileName(scenario.document.title),
    svg: new Blob([svg], { type: 'image/svg+xml' }),
    shown,
    width,
    height,
    lacksScenario: fits === undefined,
    createPng: () => createPng(shown, { width, height, hash: fits }),
  };
}

interface PngOptions {
  readonly width: number;
  readonly height: number;
  readonly hash: string | undefined;
}

async function createPng(address: string, { width, height, hash }: PngOptions): Promise<Blob> {
  const scale = Math.min(SHARPNESS, MOST / width, MOST / height);
  const image = new Image(width, height);
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error(`${canvas.width} × ${canvas.height}`);
  if (hash === undefined) return blob;
  const bytes = withScenario(new Uint8Array(await blob.arrayBuffer()), hash);
  return new Blob([bytes.slice()], { type: 'image/png' });
}
