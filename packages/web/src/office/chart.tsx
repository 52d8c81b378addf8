/**
 * A chart: ECharts with the pieces that our charts use, drawn as SVG. It stands beside a table with the same figures, so it is
 * hidden from those who read by ear.
 */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export function Chart({ option, label }: { readonly option: EChartsCoreOption; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    // The page admits no style attributes in text that is made into elements, so tooltips are drawn and nothing is animated.
    const textStyle = { fontFamily: getComputedStyle(place.current).fontFamily };
    chart.setOption({ animation: false, textStyle, ...option });
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}
