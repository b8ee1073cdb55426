/** Largest packet from a socket: a `watch` of 1,000 devices with long names fits. Socket.IO's default is 1 MB. */
const maxSocketMessageBytes = 256 * 1024;

/** Of the one server below all namespaces: every gateway must say the same, the first counts. */
export const socketOptions = {
  transports: ['polling', 'websocket'] as ('polling' | 'websocket')[],
  maxHttpBufferSize: maxSocketMessageBytes,
  serveClient: false,
};
