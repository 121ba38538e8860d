import { describe, expect, it } from 'vitest';
import { linkNames, mentionsIn } from '../../../src/domain/statuses/status.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { mentionsOf } from '../../../src/federation/json/post-parts-from-json.ts';
import { textToHtml } from '../../../src/platform/html/text.ts';
import { read } from './reading.ts';

const base = {
  '@context': [
    'https://www.w3.org/ns/activitystreams',
    {
      sensitive: 'as:sensitive',
      toot: 'http://joinmastodon.org/ns#',
      Emoji: 'toot:Emoji',
      Hashtag: 'as:Hashtag',
      blurhash: 'toot:blurhash',
      focalPoint: { '@container': '@list', '@id': 'toot:focalPoint' },
    },
  ],
  id: 'https://a.example/notes/1',
  type: 'Note',
  attributedTo: 'https://a.example/ada',
  to: ['https://www.w3.org/ns/activitystreams#Public'],
  content: '<p>Ciao :arancia:</p>',
  published: '2026-10-01T08:00:00Z',
} satisfies JsonObject;

describe('a note of others', () => {
  // As Mastodon (app/serializers/activitypub/note_serializer.rb) and Misskey (ApRendererService) write them.
  it('has a warning, words that are pictures, and pictures with what stands for them', async () => {
    const post = await read({
      ...base,
      summary: 'cibo',
      sensitive: true,
      tag: [
        {
          id: 'https://a.example/emojis/arancia',
          type: 'Emoji',
          name: ':arancia:',
          icon: { type: 'Image', mediaType: 'image/png', url: 'https://a.example/arancia.png' },
        },
        { type: 'Emoji', name: ':"><script>:', icon: { type: 'Image', url: 'https://a.example/x.png' } },
        { type: 'Mention', href: 'https://prato.example/actors/7', name: '@arancera@prato.example' },
        { type: 'Hashtag', name: '#Arance', href: 'https://a.example/tags/arance' },
      ],
      attachment: [
        {
          type: 'Document',
          mediaType: 'image/jpeg',
          url: 'https://a.example/1.jpg',
          name: 'Una cassetta',
          blurhash: 'UBL_:rOpGG-;~qRjWBay',
          focalPoint: [0.5, -0.5],
          width: 1200,
          height: 800,
        },
        { type: 'Document', mediaType: 'video/mp4', url: 'https://a.example/2.mp4' },
        { type: 'Document', mediaType: 'image/svg+xml', url: 'https://a.example/3.svg' },
      ],
    });
    expect(post).toMatchObject({
      warning: 'cibo',
      sensitive: true,
      tags: ['arance'],
      emojis: [{ shortcode: 'arancia', url: 'https://a.example/arancia.png' }],
      images: [
        { alt: 'Una cassetta', blurhash: 'UBL_:rOpGG-;~qRjWBay', focusX: 0.5, focusY: -0.5 },
        { mediaType: 'video/mp4' },
      ],
    });
    expect(post?.images).toHaveLength(2);
  });

  it('names those whose addresses it gives, and no others', () => {
    const tag = [
      { type: 'Mention', href: 'https://b.example/u/1' },
      { type: 'Mention', href: 'javascript:alert(1)' },
      { type: 'Hashtag', href: 'https://b.example/u/2' },
    ];
    expect(mentionsOf({ tag }, { allowHttp: false })).toEqual(['https://b.example/u/1']);
  });

  it('that is an article warns of nothing: its summary is one', async () => {
    const post = await read({ ...base, type: 'Article', name: 'Un titolo', summary: 'In breve' });
    expect(post).toMatchObject({ title: 'Un titolo', warning: null, sensitive: false });
  });
});

describe('a text of ours', () => {
  it('names people, and no addresses of other sorts', () => {
    const text = 'Ciao @anna, @bruno@monte.example! scrivi a info@coop.example o https://x.example/@carla';
    expect(mentionsIn(text).map(({ name, host }) => [name, host])).toEqual([
      ['anna', undefined],
      ['bruno', 'monte.example'],
    ]);
  });

  it('links whom and what it names, with no way in for anything else', () => {
    const html = linkNames(textToHtml('@anna <b>"x"</b> #Arance &#39; https://x.example/#frag'), {
      mention: (words) => (words === '@anna' ? 'https://valle.example/@anna' : undefined),
      tag: (tag) => `https://valle.example/tag/${tag}`,
    });
    expect(html).toContain(
      '<span class="h-card"><a href="https://valle.example/@anna" class="u-url mention">@<span>anna</span></a></span>',
    );
    expect(html).toContain('<a href="https://valle.example/tag/arance" class="mention hashtag" rel="tag">');
    expect(html).toContain('&lt;b&gt;');
    expect(html.match(/hashtag/g)).toHaveLength(1);
  });
});
