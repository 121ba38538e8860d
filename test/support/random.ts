/** Repeatable randomness (mulberry32). The seed is printed; SEED in the environment brings a run back. */
export function seededRandom(
  name: string,
  given: number | string | undefined = process.env.SEED,
): () => number {
  const seed = Number(given ?? Math.floor(Math.random() * 2 ** 32));
  process.stdout.write(`${name}: SEED=${seed}\n`);
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
