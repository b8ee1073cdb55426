import { sensorReported } from '@kilowatch/contracts';

export const sensorTopic = (id: string, type = 'temperature'): string => sensorReported.topic({ id, type });
