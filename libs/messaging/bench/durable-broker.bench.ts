import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type BrokerLoad, loadBroker } from './broker-load.js';
import { benchDurableBroker } from './durable-broker.js';

if (isMainThread) await benchDurableBroker(fileURLToPath(import.meta.url));
else parentPort?.postMessage(await loadBroker(workerData as BrokerLoad));
