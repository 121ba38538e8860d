import { encode as encodeBlurhash } from 'blurhash';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { UserError } from '../errors.ts';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface Picture {
  data: Buffer;
  width: number;
  height: number;
}

export interface ProcessedImage extends Picture {
  mediaType: ImageType;
  /** Of the same media type. */
  thumbnail: Picture;
  /** A few colours in place of the picture, until it has come (https://blurha.sh). */
  blurhash: string;
}

/** What each accepted type is stored as. Of an animation the first frame is kept. */
const STORED_AS = new Map<string, ImageType>([
  ['image/jpeg', 'image/jpeg'],
  ['image/png', 'image/png'],
  ['image/webp', 'image/webp'],
  ['image/gif', 'image/png'],
  ['image/avif', 'image/webp'],
]);

const MAX_PIXELS = 40_000_000;
const MAX_SIDE = 1920;
const THUMBNAIL_SIDE = 400;
const BLUR_SIDE = 32;
const MAX_SECONDS = 20;

// Only the decoders of the types above exist for this process: no SVG, no PDF, no ImageMagick.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});
// Every picture is decoded once: a cache would only hold memory.
sharp.cache(false);

/**
 * An uploaded or fetched picture made safe to serve: decoded and encoded anew, upright, at most 1920 px on the
 * long side, without metadata, with a thumbnail of at most 400 px.
 * Throws UserError `invalid`: `image_type`, `image_too_large` (over 40 megapixels), `image_broken`.
 */
export async function processImage(input: Buffer): Promise<ProcessedImage> {
  const sniffed = await fileTypeFromBuffer(input);
  const mediaType = STORED_AS.get(sniffed?.mime ?? '');
  if (!mediaType) throw new UserError('invalid', 'image_type');
  const { width, height } = await readable(sharp(input, { limitInputPixels: false }).metadata());
  if (width * height > MAX_PIXELS) throw new UserError('invalid', 'image_too_large');
  const image = await readable(encode(input, MAX_SIDE, mediaType));
  const thumbnail = await readable(encode(image.data, THUMBNAIL_SIDE, mediaType));
  return { ...image, mediaType, thumbnail, blurhash: await readable(blurhashOf(thumbnail.data)) };
}

async function blurhashOf(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture)
    .resize({ width: BLUR_SIDE, height: BLUR_SIDE, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return encodeBlurhash(new Uint8ClampedArray(data), info.width, info.height, 4, 3);
}

/** Sharp keeps no metadata unless told to. */
async function encode(input: Buffer, side: number, mediaType: ImageType): Promise<Picture> {
  const image = sharp(input, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .timeout({ seconds: MAX_SECONDS })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const encoder = {
    'image/jpeg': () => image.jpeg({ quality: 85, progressive: true }),
    'image/png': () => image.png(),
    'image/webp': () => image.webp({ quality: 85 }),
  }[mediaType];
  const { data, info } = await encoder().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function readable<T>(decoding: Promise<T>): Promise<T> {
  try {
    return await decoding;
  } catch {
    throw new UserError('invalid', 'image_broken');
  }
}
