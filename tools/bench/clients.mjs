import { Agent, request } from 'node:http';
import { connectAsync } from 'mqtt';

/** An MQTT client that is nobody's: no code of ours, Nagle's algorithm off. `user` is `{ username, password }` where the broker asks. */
export async function mqttClient(port, user = {}) {
  const client = await connectAsync({ host: '127.0.0.1', port, reconnectPeriod: 0, ...user });
  client.stream.setNoDelay(true);
  return client;
}

/** Sends JSON over kept-alive connections; resolves with the status when the reply has been read. */
export function poster(port, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const post = (path, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (reply) => {
        reply
          .on('error', reject)
          .on('end', () => resolve(reply.statusCode))
          .resume();
      });
      sent.on('error', reject).end(text);
    });
  return { post, close: () => agent.destroy() };
}
