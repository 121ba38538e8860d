import sharp from 'sharp';

/** A picture of one colour. */
export function plainPicture(width: number, height: number, colour: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
}
