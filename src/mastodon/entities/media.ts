import type { StatusImage } from '../../domain/statuses/status-reads.ts';
import type { Upload } from '../../domain/uploads/upload.table.ts';
import type { Mastodon } from '../mastodon.ts';

const PREVIEW_SIDE = 400;

/** docs.joinmastodon.org/entities/MediaAttachment */
export function mediaJson(
  { domain: { addresses } }: Mastodon,
  image: Pick<StatusImage, 'id' | 'mediaType' | 'alt' | 'blurhash' | 'focusX' | 'focusY'> & {
    readonly media: string | null;
    readonly preview: string | null;
    readonly width: number | null;
    readonly height: number | null;
    readonly url?: string;
  },
) {
  const url = image.media === null ? (image.url ?? '') : addresses.media(image.media);
  const { width, height } = image;
  const sized = width !== null && height !== null;
  return {
    id: image.id,
    type: typeOf(image.mediaType),
    url,
    preview_url: image.preview === null ? url : addresses.media(image.preview),
    remote_url: image.media === null ? url : null,
    text_url: null,
    description: image.alt === '' ? null : image.alt,
    blurhash: image.blurhash,
    meta: {
      ...(sized ? { original: sizeOf(width, height), small: small(width, height) } : {}),
      ...(image.focusX === null || image.focusY === null
        ? {}
        : { focus: { x: image.focusX, y: image.focusY } }),
    },
  };
}

export function uploadJson(mastodon: Mastodon, upload: Upload) {
  return mediaJson(mastodon, upload);
}

function typeOf(mediaType: string): 'image' | 'video' | 'audio' | 'gifv' | 'unknown' {
  const [kind] = mediaType.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'unknown';
}

function sizeOf(width: number, height: number) {
  return { width, height, size: `${width}x${height}`, aspect: width / height };
}

function small(width: number, height: number) {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  return sizeOf(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
}
