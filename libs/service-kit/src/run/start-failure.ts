import { Fault } from '@kilowatch/contracts';
import { isError } from '../is-error.js';
import { StartRefused } from './start-refused.js';

type SystemError = Error & {
  code?: string;
  syscall?: string;
  path?: string;
  port?: number;
  address?: string;
};

const isListening = ({ syscall }: SystemError): boolean => syscall === 'listen' || syscall === 'bind';

function systemSentence(error: SystemError): string | undefined {
  const at = `${error.address ?? ''}:${error.port ?? ''}`;
  if (isListening(error)) {
    if (error.code === 'EADDRINUSE') {
      return `Port ${error.port} on ${error.address} is taken by another program. Stop it, or choose another port (PORT, MQTT_PORT, HEALTH_PORT or LEGACY_PORTS).`;
    }
    if (error.code === 'EACCES') return `This user may not listen on ${at}. Choose a port above 1023.`;
    if (error.code === 'EADDRNOTAVAIL')
      return `This machine has no address ${error.address}. Check HOST, MQTT_HOST or HEALTH_HOST.`;
    return `Cannot listen on ${at}: ${error.message}.`;
  }
  if (error.path === undefined) return undefined;
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a file is in the way',
    ENOENT: 'no such file or folder',
  };
  const reason = reasons[error.code ?? ''];
  return reason && `Cannot use ${error.path}: ${reason}. Check DATA_DIR.`;
}

/** Why a start failed, in words for the person at the terminal. */
export function startFailureInWords(error: unknown): string {
  if (error instanceof StartRefused || error instanceof Fault) return error.message;
  if (!isError(error)) return `Cannot start: ${String(error)}`;
  return systemSentence(error) ?? `Cannot start: ${error.message}`;
}
