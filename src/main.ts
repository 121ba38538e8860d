import { enableCompileCache } from 'node:module';

// Before the rest is read: a command is short, and most of its time is reading code.
enableCompileCache();
const [{ runProgram }, { runDemo }] = await Promise.all([
  import('./cli/program.ts'),
  import('./demo/demo.ts'),
]);

await runProgram(process.argv, runDemo);
