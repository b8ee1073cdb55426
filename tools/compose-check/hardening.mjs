import { containers, docker, inspect } from './engine.mjs';
import { expect } from './expect.mjs';

const mebibyte = 1024 * 1024;
const largestImageMb = 220;

/** What the engine says of the containers as they run: users, rights, limits, ports, sizes. */
export async function hardeningChecks(check) {
  const all = await Promise.all(containers.map(inspect));
  const nameOf = ({ Name }) => Name.slice(1);
  const every = (what, isGood) => {
    const bad = all.filter((container) => !isGood(container)).map(nameOf);
    expect(bad.length === 0, `${what}: not ${bad.join(', ')}`);
  };

  await check('no published port beyond this machine', async () => {
    const published = all.flatMap(({ HostConfig }) => Object.entries(HostConfig.PortBindings ?? {}));
    const places = published.flatMap(([port, bindings]) =>
      bindings.map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}→${port}`),
    );
    expect(
      places.every((place) => place.startsWith('127.0.0.1:')),
      places.join(', '),
    );
    return places.join(', ');
  });
  await check('no process runs as root, none has a capability', async () => {
    for (const name of containers) {
      const users = (await docker('top', name, '-eo', 'uid,pid')).trim().split('\n').slice(1);
      expect(
        users.every((line) => Number(line.trim().split(/\s+/)[0]) > 0),
        `${name}: ${users}`,
      );
      const status = await docker('exec', name, 'cat', '/proc/1/status');
      expect(/^CapEff:\s+0+$/m.test(status) && /^NoNewPrivs:\s+1$/m.test(status), `${name}: ${status}`);
    }
  });
  await check(
    'read-only root file systems, limits of memory and processes, restart, bounded logs',
    async () => {
      every('read-only', ({ HostConfig }) => HostConfig.ReadonlyRootfs);
      every('memory limit', ({ HostConfig }) => HostConfig.Memory > 0);
      every('limit of processes', ({ HostConfig }) => HostConfig.PidsLimit > 0);
      every('restart', ({ HostConfig }) => HostConfig.RestartPolicy.Name === 'unless-stopped');
      every('bounded log', ({ HostConfig }) => HostConfig.LogConfig.Config['max-size']);
      for (const name of containers)
        await docker('exec', name, 'sh', '-c', 'touch /not-here').then(
          () => expect(false, `${name} can write into its root file system`),
          () => undefined,
        );
    },
  );
  await check('memory of the containers', async () => {
    const lines = (await docker('stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}'))
      .trim()
      .split('\n');
    const own = lines.filter((line) => containers.includes(line.split(' ')[0]));
    return own.map((line) => line.replace(/ \/.*/, '')).join(', ');
  });
  await check(
    `images of at most ${largestImageMb} MB, beside what their base has more than the public one`,
    async () => {
      const sizeOf = async (image) => JSON.parse(await docker('image', 'inspect', image))[0].Size / mebibyte;
      const lines = [];
      for (const [name, base, publicMb] of [
        ['control-api', 'debian:bookworm-slim', 75],
        ['historian', 'debian:bookworm-slim', 75],
        ['init', 'debian:bookworm-slim', 75],
        ['dashboard', 'nginx:1.28', 192],
      ]) {
        const [whole, below] = [await sizeOf(`kilowatch/${name}`), await sizeOf(base)];
        const expected = whole - below + Math.min(below, publicMb);
        expect(expected <= largestImageMb, `${name}: ${expected.toFixed(0)} MB`);
        lines.push(`${name} ${whole.toFixed(0)} MB, of it ours ${(whole - below).toFixed(0)}`);
      }
      return lines.join('; ');
    },
  );
}
