import 'reflect-metadata';
import { runProcess } from '@kilowatch/service-kit';
import { startStandalone } from './start-standalone.js';

await runProcess(startStandalone);
