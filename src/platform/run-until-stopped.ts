import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';

const STOP_WITHIN_MS = 30_000;
/** A terminal and npm both pass Ctrl-C on: two interrupts at once are one. */
const SAME_INTERRUPT_MS = 1_000;

/**
 * Runs what `start` starts until a signal comes, then undoes in reverse order what it put on the stack, within
 * thirty seconds. A start that is still under way sees `stopping` abort. A second Ctrl-C ends the process at once.
 * Rejects when the start fails, with all undone.
 */
export async function runUntilStopped(
  logger: Logger,
  start: (stack: AsyncDisposableStack, stopping: AbortSignal) => Promise<void>,
): Promise<void> {
  const stack = new AsyncDisposableStack();
  const stopping = new AbortController();
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= stack.disposeAsync();
    return closing;
  };
  const report = { error: (message: unknown) => logger.error(`stopping: ${message}`) };
  let started: Promise<void> | undefined;
  const grace = closeWithGrace(
    { delay: STOP_WITHIN_MS, logger: report, skip: ['SIGINT'] },
    async ({ err }) => {
      if (err) logger.fatal({ err }, 'an error that nobody caught');
      stopping.abort();
      await started?.catch(() => {});
      await close();
    },
  );
  let interruptedAt: number | undefined;
  const interrupt = () => {
    const now = Date.now();
    if (interruptedAt === undefined) grace.close();
    else if (now - interruptedAt > SAME_INTERRUPT_MS) process.exit(1);
    interruptedAt ??= now;
  };
  process.on('SIGINT', interrupt);
  // Started by a process that keeps a channel to it (the demonstration does): when that one is gone, so is this.
  process.once('disconnect', () => grace.close());
  try {
    started = start(stack, stopping.signal);
    await started;
  } catch (error) {
    if (stopping.signal.aborted) return;
    grace.uninstall();
    process.off('SIGINT', interrupt);
    await close();
    throw error;
  }
}
