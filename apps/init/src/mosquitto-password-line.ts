import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

// What mosquitto_passwd of Mosquitto 2 writes: $7$ is PBKDF2 with SHA-512. Our passwords are random and long, so the
// number of rounds protects nothing more. https://github.com/eclipse-mosquitto/mosquitto (src/password_mosq.h)
const rounds = 101;
const saltBytes = 12;
const hashBytes = 64;

const hashOf = (password: string, salt: Buffer, iterations: number): Buffer =>
  pbkdf2Sync(password, salt, iterations, hashBytes, 'sha512');

/** The line of Mosquitto's password file for an account. Each call has a salt of its own. */
export function mosquittoPasswordLine(user: string, password: string): string {
  const salt = randomBytes(saltBytes);
  const hash = hashOf(password, salt, rounds);
  return `${user}:$7$${rounds}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** The account that a line is for. */
export const userOf = (line: string): string => line.slice(0, line.indexOf(':'));

/** Whether a line is that of this account with this password. */
export function isPasswordLineOf(line: string, user: string, password: string): boolean {
  const [, type, iterations, salt, hash] = line.slice(user.length + 1).split('$');
  if (userOf(line) !== user || type !== '7' || !salt || !hash || !(Number(iterations) > 0)) return false;
  const wanted = Buffer.from(hash, 'base64');
  const given = hashOf(password, Buffer.from(salt, 'base64'), Number(iterations));
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
