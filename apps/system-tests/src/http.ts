import { request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: text };
  }
};

export const getJson = async (url: string): Promise<Answer> => answerOf(await fetch(url));

const sendJson =
  (method: 'POST' | 'PATCH') =>
  async (url: string, body: unknown): Promise<Answer> =>
    answerOf(
      await fetch(url, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );

export const postJson = sendJson('POST');
export const patchJson = sendJson('PATCH');

/** Status of a GET with headers that `fetch` would not let one choose, as a rebinding web page has them. */
export const statusWith = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      })
      .on('error', reject)
      .end();
  });
