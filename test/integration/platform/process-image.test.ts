import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { processImage } from '../../../src/platform/media/process-image.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } });

/** A PNG that says it is `width` × `height`, and hardly holds any data. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, crc]);
  };
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('processImage', () => {
  it.each([
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['gif', 'image/png'],
    ['avif', 'image/webp'],
  ] as const)('stores %s as %s, within the sizes', async (format, mediaType) => {
    const image = await processImage(await plain(2400, 1200).toFormat(format).toBuffer());
    expect(image).toMatchObject({
      mediaType,
      width: 1920,
      height: 960,
      thumbnail: { width: 400, height: 200 },
    });
    for (const { data, width, height } of [image, image.thumbnail]) {
      expect(await sharp(data).metadata()).toMatchObject({ format: mediaType.slice(6), width, height });
    }
  });

  it('does not enlarge', async () => {
    const image = await processImage(await plain(30, 20).png().toBuffer());
    expect(image).toMatchObject({ width: 30, height: 20, thumbnail: { width: 30, height: 20 } });
  });

  it('turns a picture upright and strips place, camera and profile', async () => {
    const input = await plain(60, 40)
      .withExif({ IFD0: { Make: 'Fotocamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 29/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .jpeg()
      .toBuffer();
    expect((await sharp(input).metadata()).exif?.toString('latin1')).toContain('Fotocamera');

    const image = await processImage(input);
    expect(image).toMatchObject({ width: 40, height: 60, thumbnail: { width: 40, height: 60 } });
    for (const { data } of [image, image.thumbnail]) {
      const { exif, xmp, icc, iptc, orientation } = await sharp(data).metadata();
      expect([exif, xmp, icc, iptc, orientation]).toEqual(Array(5).fill(undefined));
      expect(data.toString('latin1')).not.toMatch(/Fotocamera|Exif|xmpmeta/);
    }
  });

  it('takes the plain picture of one with a gain map, as newer phones make them', async () => {
    // Missing from sharp's types.
    const withGainMap = plain(60, 40) as Sharp & { withGainMap(): Sharp };
    const input = await withGainMap.withGainMap().jpeg().toBuffer();
    const { data, mediaType } = await processImage(input);
    expect(mediaType).toBe('image/jpeg');
    expect(await sharp(data).metadata()).toMatchObject({ format: 'jpeg', width: 60, height: 40 });
  });

  it('keeps transparency', async () => {
    const input = await plain(10, 10).ensureAlpha(0.5).png().toBuffer();
    expect(await sharp((await processImage(input)).data).metadata()).toMatchObject({ hasAlpha: true });
  });

  it('drops what hides behind or inside a picture', async () => {
    const payload = '<script>alert(1)</script>';
    const behind = Buffer.concat([await plain(30, 20).jpeg().toBuffer(), Buffer.from(payload)]);
    const inside = await plain(30, 20)
      .withExif({ IFD0: { ImageDescription: payload } })
      .jpeg()
      .toBuffer();
    for (const input of [behind, inside]) {
      expect(input.includes('<script>')).toBe(true);
      expect((await processImage(input)).data.includes('<script>')).toBe(false);
    }
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    [
      'SVG with a declaration',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    ],
    ['HTML', '<!DOCTYPE html><script>alert(1)</script>'],
    ['PDF', '%PDF-1.7\n'],
    ['nothing', ''],
  ])('refuses %s', async (_, text) => {
    await expect(processImage(Buffer.from(text))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'image_type',
    });
  });

  it('refuses a type it does not take, though it could be decoded', async () => {
    const tiff = await plain(9, 9).tiff().toBuffer();
    await expect(processImage(tiff)).rejects.toMatchObject({ code: 'image_type' });
  });

  it('leaves no decoder of other types to the process', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(sharp(svg).metadata()).rejects.toThrow();
  });

  it.each([
    [30_000, 30_000],
    [8_000, 5_001],
    [2_000_000, 100],
  ])('refuses %i × %i before decoding', async (width, height) => {
    await expect(processImage(pngHeader(width, height))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'image_too_large',
    });
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('refuses half a %s', async (format) => {
    const whole = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    })
      .toFormat(format)
      .toBuffer();
    await expect(processImage(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'image_broken',
    });
  });
});
