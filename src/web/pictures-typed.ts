import { storeImage } from '../domain/posts/images.ts';
import type { PostImage } from '../domain/posts/post.table.ts';
import { UserError } from '../platform/errors.ts';
import { type Files, MAX_FILES } from './multipart.ts';
import type { Web } from './reader.ts';
import type { Typed } from './typed.ts';

/** A picture as a form holds it: in the media store already, so that the form can come back with it. */
export interface TypedPicture {
  readonly media: string;
  readonly alt: string;
}

export const PICTURE_NUMBERS = [1, 2, 3, 4].slice(0, MAX_FILES);

/**
 * The pictures of a form, in its fields `picture-n` (a file), `kept-n` (one that is here already), `alt-n` and `drop-n`;
 * and the first thing that is wrong with one of them, which is then left out.
 */
export async function picturesIn(
  { domain }: Web,
  typed: Typed,
  files: Files,
): Promise<{ pictures: TypedPicture[]; error: UserError | undefined }> {
  const pictures: TypedPicture[] = [];
  let error: UserError | undefined;
  for (const n of PICTURE_NUMBERS) {
    const file = files.get(`picture-${n}`);
    const kept = typed[`kept-${n}`];
    const alt = typed[`alt-${n}`]?.trim() ?? '';
    if (file === undefined && (kept === undefined || typed[`drop-${n}`] !== undefined)) continue;
    try {
      const media = file === undefined ? (kept ?? '') : (await storeImage(domain, file)).media;
      domain.media.path(media);
      pictures.push({ media, alt });
      if (alt === '') throw new UserError('invalid', 'picture_without_alt', {}, `alt-${pictures.length}`);
    } catch (problem) {
      if (!(problem instanceof UserError)) throw problem;
      error ??= new UserError(problem.kind, problem.code, problem.params, problem.field ?? `picture-${n}`);
    }
  }
  return { pictures, error };
}

/** The pictures of a post of ours, as its form begins with them. */
export function picturesOf(images: readonly Pick<PostImage, 'media' | 'alt'>[]): TypedPicture[] {
  return images.flatMap(({ media, alt }) => (media === null ? [] : [{ media, alt }]));
}
