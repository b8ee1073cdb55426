import { PieChart, SankeyChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';

/** Makes flows and shares known to the chart library. Apart from the rest: only the page of heat pumps pays for their code. */
export const registerStillCharts = (): void => use([PieChart, SankeyChart, TooltipComponent]);
