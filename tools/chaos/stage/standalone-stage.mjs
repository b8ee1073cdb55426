import { Influx } from './influx.mjs';
import { freePort } from '../../shared/free-port.mjs';
import { Service } from './service.mjs';

/** The product in one process with its embedded broker, as `npm start` runs it. */
export class StandaloneStage {
  static async prepare({ folder, needs }) {
    const store = needs.store === 'influx' ? await Influx.open() : undefined;
    const mqttPort = await freePort();
    const of = needs.env ?? {};
    const env = {
      DEMO: 'off',
      MQTT_PORT: String(mqttPort),
      ...store?.environment(),
      ...of.historian,
      ...of.ingest,
    };
    const program = await Service.prepare('standalone', { folder, env });
    return new StandaloneStage({ folder, store, mqttPort, program });
  }

  constructor(parts) {
    Object.assign(this, parts, { meddlers: {} });
  }

  get is() {
    return `standalone, 1 process with its embedded broker, store: ${this.store?.is ?? 'SQLite'}`;
  }

  get mqtt() {
    return { port: this.mqttPort };
  }

  get reader() {
    return this.mqtt;
  }

  get url() {
    return `http://127.0.0.1:${this.program.port}`;
  }

  get programs() {
    return [this.program];
  }

  /** All of them are the one. */
  service() {
    return this.program;
  }

  detailsOf(name) {
    return this.program.details(name);
  }

  async start() {
    this.program.start();
    await this.ready();
  }

  ready(withinMs) {
    return this.program.ready(withinMs);
  }

  async close() {
    await this.program.close();
    await this.store?.close();
  }
}
