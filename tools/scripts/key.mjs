import { randomBytes } from 'node:crypto';

/** Prints a line for the environment or for `.env`: a key of 256 random bits, its beginning telling secret scanners whose it is. */
console.log(`API_KEY=kw_${randomBytes(32).toString('base64url')}`);
