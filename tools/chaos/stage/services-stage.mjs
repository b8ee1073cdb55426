import { Meddler } from '../network/meddler.mjs';
import { Influx } from './influx.mjs';
import { Mosquitto } from './mosquitto.mjs';
import { Service } from './service.mjs';

const always = ['historian', 'ingest', 'control-api'];

/** Every service as a process of its own and a real Mosquitto between them. */
export class ServicesStage {
  /** `needs`: `store` ('sqlite' or 'influx'), `services` beside those that are always there, `isMeddled`. Nothing runs yet. */
  static async prepare({ folder, needs, random }) {
    const broker = await Mosquitto.prepare(folder);
    const store = needs.store === 'influx' ? await Influx.open() : undefined;
    const meddled = (sender) => needs.isMeddled && Meddler.before(broker.port, { sender, random });
    const meddlers = { device: await meddled('client'), service: await meddled('broker') };
    const services = new Map();
    for (const name of [...always, ...(needs.services ?? [])]) {
      const env = {
        DEMO: 'off',
        ...broker.environmentOf(name, name === 'control-api' ? undefined : meddlers.service?.port),
        ...(name === 'historian' && store?.environment()),
        ...needs.env?.[name],
      };
      services.set(name, await Service.prepare(name, { folder, env }));
    }
    return new ServicesStage({ folder, broker, store, meddlers, services });
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  get is() {
    const store = this.store?.is ?? 'SQLite';
    return `${this.services.size} services, Mosquitto with the project's file, store: ${store}`;
  }

  /** Where devices connect to, and as whom. */
  get mqtt() {
    return { port: this.meddlers.device?.port ?? this.broker.port, ...this.broker.user };
  }

  /** Where the historian can be asked, and as whom: what control-api may ask. */
  get reader() {
    return { port: this.broker.port, ...this.broker.accountOf('control-api') };
  }

  get url() {
    return `http://127.0.0.1:${this.service('control-api').port}`;
  }

  get programs() {
    return [this.broker, ...this.services.values()];
  }

  service(name) {
    return this.services.get(name);
  }

  detailsOf(name) {
    return this.service(name).details();
  }

  async start() {
    this.broker.start();
    await this.broker.ready();
    for (const service of this.services.values()) service.start();
    await this.ready();
  }

  async ready(withinMs) {
    await Promise.all([...this.services.values()].map((service) => service.ready(withinMs)));
  }

  async close() {
    await Promise.all(this.programs.map((program) => program.close()));
    for (const meddler of Object.values(this.meddlers)) await (meddler && meddler.close());
    await this.store?.close();
  }
}
