import type { Socket } from 'node:net';
import { Fault } from '@kilowatch/contracts';

const statusLines: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no HTTP request, before Fastify can. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statusLines[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify(
    new Fault('request.invalid', `This is not a readable HTTP request: ${error.message}`).toBody(),
  );
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  socket.end(`${head}Connection: close\r\n\r\n${body}`);
}
