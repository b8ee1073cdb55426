import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../scripts/node24.mjs';
import { containers } from './engine.mjs';

const text = (file) => readFileSync(join(root, file), 'utf8');
const file = parse(text('docker-compose.yml'), { merge: true });
const services = Object.entries(file.services).map(([name, service]) => ({ name, ...service }));
const lasting = services.filter(({ name }) => name !== 'init');
const ours = lasting.filter(({ image }) => image.startsWith('kilowatch/'));
const overBroker = ours.filter(({ name }) => name !== 'dashboard');

describe('docker-compose.yml', () => {
  it('has the services of the product, with containers of the same names', () => {
    expect(services.map(({ name }) => name).sort()).toEqual(['init', ...containers].sort());
    expect(services.map(({ container_name }) => container_name)).toEqual(services.map(({ name }) => name));
  });

  it("takes others' images in the versions that were chosen, and ours as they are built", () => {
    const images = services.filter(({ build }) => !build).map(({ name, image }) => [name, image]);
    expect(Object.fromEntries(images)).toEqual({
      mosquitto: 'eclipse-mosquitto:2',
      influxdb: 'influxdb:2.7',
    });
  });

  it('publishes on this machine only, and only what a person or a device uses', () => {
    const ports = services.flatMap(({ ports: published = [] }) => published);
    expect(ports.map((port) => port.replace(/\$\{\w+:-([^}]+)\}/, '$1')).sort()).toEqual([
      '127.0.0.1:1883:1883',
      '127.0.0.1:5003:5003',
      '127.0.0.1:8501:8501',
    ]);
  });

  it.each(services)('$name has no rights that it does not need', (service) => {
    const { user, read_only, cap_drop, security_opt, tmpfs, privileged, cap_add, network_mode, pid } =
      service;
    expect(user).toMatch(/^1\d{3}:1\d{3}$/);
    expect({ read_only, cap_drop, security_opt }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(tmpfs.every((mount) => /size=.*noexec.*nosuid/.test(mount))).toBe(true);
    expect([privileged, cap_add, network_mode, pid]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each(services)('$name is bounded in memory, processes and log', ({ mem_limit, pids_limit, logging }) => {
    expect(mem_limit).toMatch(/\d[mg]\}?$/);
    expect(pids_limit).toBeGreaterThan(0);
    expect(logging.options).toEqual({ 'max-size': '10m', 'max-file': '3' });
  });

  it.each(lasting)('$name says whether it is well and comes back by itself', ({ restart, healthcheck }) => {
    expect(restart).toBe('unless-stopped');
    expect(healthcheck).toMatchObject({ timeout: '5s', retries: 3 });
    expect(healthcheck.test.join(' ')).not.toMatch(/curl|wget|node/);
  });

  it('init runs once', () => {
    expect(file.services.init.restart).toBe('no');
    expect(file.services.init.healthcheck).toBeUndefined();
  });

  it('holds no secret: only what .env brings, and names of files', () => {
    for (const { name, environment = {} } of services)
      for (const [key, value] of Object.entries(environment)) {
        if (!/KEY|TOKEN|PASSWORD|SECRET/.test(key)) continue;
        const isFromOutside = value === `\${${key}:-}`;
        expect([name, key, isFromOutside || /^\/run\/kilowatch\//.test(value)]).toEqual([name, key, true]);
      }
  });

  it("lets every service read its own secrets and nobody else's", () => {
    for (const { name, volumes, environment } of overBroker) {
      expect(volumes.filter((volume) => volume.startsWith('secrets-'))).toEqual([
        `secrets-${name}:/run/kilowatch:ro`,
      ]);
      expect(environment.MQTT_USERNAME).toBe(name);
    }
    const { volumes } = file.services.init;
    for (const { name } of overBroker) expect(volumes).toContain(`secrets-${name}:/secrets/${name}`);
  });

  it('keeps data in named volumes, and mounts nothing of the host but a file to read', () => {
    const mounts = services.flatMap(({ volumes = [] }) => volumes);
    const sources = mounts.map((mount) => (typeof mount === 'string' ? mount.split(':')[0] : mount.source));
    const ofHost = mounts.filter((mount) => /^[./~]/.test(String(mount)));
    expect(ofHost).toEqual(['./deploy/mosquitto/mosquitto.conf:/mosquitto/config/mosquitto.conf:ro']);
    const named = new Set(sources.filter((source) => !source.startsWith('.')));
    expect([...named].sort()).toEqual(Object.keys(file.volumes).sort());
    for (const name of ['mosquitto-data', 'influxdb-data', 'historian-data', 'ingest-data'])
      expect(named).toContain(name);
  });

  it('has networks that lead nowhere, and one of its own for each published port', () => {
    const open = Object.keys(file.networks).filter((name) => !file.networks[name].internal);
    for (const name of open) {
      const members = services.filter(({ networks }) => networks.includes(name));
      expect(members.map(({ ports }) => Boolean(ports))).toEqual([true]);
    }
    const members = (network) =>
      services
        .filter(({ networks }) => networks.includes(network))
        .map(({ name }) => name)
        .sort();
    expect(members('store')).toEqual(['historian', 'influxdb', 'init']);
    expect(members('front')).toEqual(['control-api', 'dashboard', 'ingest', 'realtime-gateway']);
    expect(members('bus')).not.toContain('dashboard');
    expect(members('bus')).not.toContain('influxdb');
  });

  it('starts who records before who speaks, after secrets and broker', () => {
    const { ingest, historian, mosquitto, init } = file.services;
    for (const { depends_on } of overBroker)
      expect(depends_on).toMatchObject({
        init: { condition: 'service_completed_successfully' },
        mosquitto: { condition: 'service_healthy' },
      });
    expect(Object.keys(ingest.depends_on)).toContain('historian');
    // A database that is down must not keep control from starting.
    expect(Object.keys(historian.depends_on)).not.toContain('influxdb');
    expect(mosquitto.depends_on).toEqual({ init: { condition: 'service_completed_successfully' } });
    expect(init.depends_on).toEqual({ influxdb: { condition: 'service_started' } });
  });

  it('knows the container network, in every service that listens', () => {
    for (const { environment } of overBroker)
      expect(environment).toMatchObject({
        TRUSTED_NETWORK: 'container',
        PUBLISH_ADDRESS: '${PUBLISH_ADDRESS:-127.0.0.1}',
        HOST: '0.0.0.0',
        TZ: '${TZ:-UTC}', // empty would be a zone that no browser knows
      });
  });

  it('says to devices where the broker is published, and publishes it there', () => {
    const { mosquitto, 'control-api': api } = file.services;
    const address = '${MQTT_PUBLISH_ADDRESS:-127.0.0.1}';
    expect(mosquitto.ports).toEqual([`${address}:1883:1883`]);
    expect(api.environment).toMatchObject({ MQTT_PUBLISH_ADDRESS: address });
    expect(api.environment).not.toHaveProperty('MQTT_BROKER_PORT');
  });

  it('gives those who write time to end', () => {
    expect(file.services.influxdb).toMatchObject({ stop_signal: 'SIGINT', stop_grace_period: '30s' });
    expect(file.services.mosquitto.stop_grace_period).toBe('30s');
  });
});

describe('deploy/legacy-ports', () => {
  it.each(readdirSync(join(root, 'deploy/legacy-ports')))(
    '%s publishes its port, where the others are',
    (name) => {
      const port = name.replace('.yml', '');
      const published = `\${PUBLISH_ADDRESS:-127.0.0.1}:${port}:${port}`;
      expect(file.services.dashboard.ports).toContain(published.replaceAll(port, '5003'));
      expect(parse(text(`deploy/legacy-ports/${name}`))).toEqual({
        services: { dashboard: { ports: [published] } },
      });
    },
  );
});

describe('Dockerfile', () => {
  const lines = text('Dockerfile').split('\n');
  const stages = lines.filter((line) => line.startsWith('FROM '));

  it('needs nothing of BuildKit: no syntax line, no mounts', () => {
    expect(
      lines.filter((line) =>
        /^#\s*(syntax|escape)\s*=|--mount|--parents\b.*COPY|COPY.*--(parents|chmod|link)/.test(line),
      ),
    ).toEqual([]);
  });

  it('stands on the images that were chosen', () => {
    expect([...new Set(stages.map((line) => line.split(' ')[1]))].sort()).toEqual([
      'debian:bookworm-slim',
      'nginx:1.28',
      'node:24-bookworm-slim',
    ]);
  });

  it('builds every target that docker-compose.yml asks for, none as root', () => {
    const targets = stages.map((line) => line.split(' ')[3]);
    for (const { build } of services) if (build) expect(targets).toContain(build.target);
    const users = lines.filter((line) => line.startsWith('USER '));
    expect(users).toEqual(Array(3).fill('USER 1000:1000'));
  });

  it('makes a folder of secrets for every service', () => {
    const folders = /for owner in ([^;]+);/.exec(text('Dockerfile'))[1].split(' ');
    expect(folders.sort()).toEqual([...overBroker.map(({ name }) => name), 'init'].sort());
  });

  it('is given nothing that is not the source', () => {
    const ignored = text('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', '**/node_modules', '**/dist', 'data']));
  });
});

describe('mosquitto.conf', () => {
  const settings = new Map(
    text('deploy/mosquitto/mosquitto.conf')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
  );

  it('lets nobody in without an account, and nobody do what the table of rights does not say', () => {
    expect(settings.get('allow_anonymous')).toBe('false');
    expect(settings.has('password_file') && settings.has('acl_file')).toBe(true);
  });

  it('answers without delay, keeps what it was given, and is bounded by bytes', () => {
    expect(settings.get('set_tcp_nodelay')).toBe('true');
    expect(settings.get('persistence')).toBe('true');
    // Bounded by bytes; 0 would mean the same, but with it some versions of Mosquitto misbehave.
    expect(Number(settings.get('max_queued_messages'))).toBeGreaterThan(1_000_000);
    for (const limit of ['max_queued_bytes', 'max_packet_size', 'max_connections'])
      expect(Number(settings.get(limit))).toBeGreaterThan(0);
    expect(settings.get('persistent_client_expiration')).toMatch(/^\d+d$/);
  });
});
