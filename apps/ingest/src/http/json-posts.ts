import { dataSaved, postFailures, receivedAnswer } from '@kilowatch/compat';
import { Fault, postData, postReceiveJson, postSensorData } from '@kilowatch/contracts';
import { Route } from '@kilowatch/service-kit';
import { Body, Controller, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IngestSettings, Refusals } from '../ingest-settings.js';
import { PostedMessages } from '../posted-messages.js';

const json = /^\s*application\/(?:json|[^;]+\+json)\s*(?:;|$)/i;
const nothing: Buffer = Buffer.alloc(0);
const ContentType = Headers('content-type');

/** `POST /sensor_data` and `/data` of the battery twin, `/receive-json` of the gas meter: 200 means that the broker has it. */
@Controller()
export class JsonPosts {
  constructor(
    private readonly posts: PostedMessages,
    private readonly refusals: Refusals,
    private readonly settings: IngestSettings,
  ) {}

  @Route(postSensorData)
  async sensorData(@Body() body: Buffer | undefined, @ContentType type: string | undefined) {
    await this.#take(postSensorData.path, body, type, postFailures.cell);
    return dataSaved;
  }

  @Route(postData)
  async data(@Body() body: Buffer | undefined, @ContentType type: string | undefined) {
    await this.#take(postData.path, body, type, postFailures.cell);
    return dataSaved;
  }

  @Route(postReceiveJson)
  async receiveJson(
    @Body() body: Buffer | undefined,
    @ContentType type: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const receivedAtMs = await this.#take(postReceiveJson.path, body, type, postFailures.gas);
    reply.type('application/json').send(receivedAnswer(body!.toString('utf8'), receivedAtMs));
  }

  /** Answers when it came. */
  async #take(path: string, body = nothing, type: string | undefined, failure: string): Promise<number> {
    const receivedAtMs = this.settings.now();
    if (body.length > 0 && !json.test(type ?? '')) throw this.#wrongType(path, body, type);
    const posted = await this.posts.take(path, body, receivedAtMs).catch(inWords(failure));
    if (posted.kind === 'taken') return receivedAtMs;
    if (posted.kind === 'refused') throw posted.fault;
    throw new Fault('route.unknown', 'Nobody listens here: MQTT_DIALECTS leaves this dialect out');
  }

  #wrongType(topic: string, payload: Buffer, type = ''): Fault {
    const words = `Content-Type must be application/json, got ${JSON.stringify(type.slice(0, 100))}`;
    const fault = new Fault('request.invalid', words);
    this.refusals.refuse({ topic, payload, origin: `http:${topic}` }, fault);
    return fault;
  }
}

/** The predecessor's words for a device that is to post it again; a refusal keeps its own. */
const inWords =
  (failure: string) =>
  (cause: unknown): never => {
    if (cause instanceof Fault && cause.policy.status >= 500) throw new Fault(cause.code, failure, { cause });
    throw cause;
  };
