import { sql } from 'drizzle-orm';
import { posts } from './post.table.ts';

/** Of a set of posts: another text whenever one comes, goes or is changed. Selected where `posts` is joined. */
export const fingerprint = sql<string>`concat(count(*), '-', coalesce(sum(
  hashtextextended(concat(${posts.id}, ' ', extract(epoch FROM coalesce(${posts.updatedAt}, ${posts.publishedAt}))), 0)), 0))`;
