import type { Socket } from 'node:net';

/**
 * Ends a connection with RST, and with it everything that is still in its send buffers. `socket.resetAndDestroy()` does not do:
 * it first ends the stream in good order (Node 24), which is just what would be delivered once the network heals.
 */
export const resetSocket = (socket: Socket): void => {
  (socket as Socket & { resetAndClosing: boolean }).resetAndClosing = true;
  socket.destroy();
};
