import { describeHistoryStore } from './history-store.suite.js';
import { MemoryHistoryStore } from './memory-history-store.js';

describeHistoryStore('memory', async () => new MemoryHistoryStore({ messagePageBytes: 100 }));
