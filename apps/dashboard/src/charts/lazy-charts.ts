/** The only importer of the charts at run time; itself imported lazily, so that all of it stays out of the first view. */
export { columnsOf, commandSteps, mountChart, seriesOption } from '@kilowatch/charts';
export * as pumpOptions from '@kilowatch/charts/heat-pump';
