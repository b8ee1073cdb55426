import { io } from 'socket.io-client';

/** A browser's part: watches everything and notes, of each delta, how old its values are when it comes (ms). */
export async function watch(port) {
  const socket = io(`http://127.0.0.1:${port}/v1`, { transports: ['websocket'] });
  const ages = [];
  socket.on('delta', ({ readings }) => {
    const now = Date.now();
    for (const { atMs } of readings) ages.push(now - atMs);
  });
  await new Promise((resolve, reject) => socket.on('snapshot', resolve).on('connect_error', reject));
  await socket.emitWithAck('watch', { devices: 'all' });
  return { ages, close: () => socket.close() };
}
