import { benchAppend } from './append.js';

await benchAppend();
