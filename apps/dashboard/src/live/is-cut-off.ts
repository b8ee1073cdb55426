import type { LiveStatus } from './live-site.js';

/** Whether nothing comes: there is no connection, or the server refuses this page. What is shown then is what was last known. */
export const isCutOff = (status: LiveStatus): boolean => status === 'offline' || status === 'refused';
