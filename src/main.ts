import { runProgram } from './cli/program.ts';
import { runDemo } from './demo/demo.ts';

await runProgram(process.argv, runDemo);
