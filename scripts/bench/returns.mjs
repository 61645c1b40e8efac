/** 1,000 tabs of one project whose web process dies, and which all come to another one at once. */
import { now, openFloor, openOurs, openTabs } from './crowd.mjs';

const CROWD = 1_000;
/** Some were at the other one before. */
const FIRST = 100;

export async function measure(place, rounds) {
  const found = { wall: { ours: [], floor: [] }, cpu: { ours: [], floor: [] } };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, open] of Object.entries({ ours: openOurs, floor: openFloor })) {
      const { seconds, cpuSeconds } = await comeBack(await open(place));
      found.wall[name].push(seconds);
      found.cpu[name].push(cpuSeconds);
    }
  }
  return [
    {
      what: '1,000 tabs whose web process died → all are back',
      unit: 's',
      better: 'lower',
      ...found.wall,
      limit: 'the other web process: handshakes of Socket.IO, and a snapshot to each tab',
    },
    {
      what: 'the processor of the web process they come to',
      unit: 's',
      better: 'lower',
      ...found.cpu,
      limit: 'the same; what is read from PostgreSQL is read for all together',
    },
  ];
}

async function comeBack(side) {
  const other = await side.anotherWeb();
  const tabs = await openTabs(side, CROWD);
  await side.send();
  const first = await openTabs({ ...side, url: other.url }, FIRST);
  side.web.child.kill('SIGKILL');
  const [begunAt, cpuBefore] = [now(), other.cpuMs()];
  await tabs.back(other.url);
  const back = { seconds: (now() - begunAt) / 1_000, cpuSeconds: (other.cpuMs() - cpuBefore) / 1_000 };
  await Promise.all([tabs.stop(), first.stop(), other.stop()]);
  await side.close();
  return back;
}
