import { z } from 'zod';
import { imagesInput } from '../posts/images.ts';

export const announcementFacts = z.strictObject({
  title: z.string().trim().max(150).optional(),
  text: z.string().trim().min(1).max(10_000),
  language: z.enum(['it', 'en']).default('it'),
  images: imagesInput,
});
export const announcementChange = announcementFacts.omit({ language: true }).partial();

export type AnnouncementFacts = z.input<typeof announcementFacts>;
export type AnnouncementChange = z.input<typeof announcementChange>;
