import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { shownTheme, useTheme } from '../../app/theme';

register([BarChart, LineChart, AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** A token's colour as the chart library needs it: resolved, because it mixes colours itself. */
export function tokenColour(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** `make` is called again when the theme changes, so that colours follow it. */
export function Chart({ label, height = 380, make }: { label: string; height?: number; make: () => EChartsCoreOption }) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const shown = shownTheme(theme);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const chart = init(element, null, { renderer: 'svg' });
    const draw = () =>
      chart.setOption(
        {
          textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: tokenColour('--ink-2') },
          animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
          ...make(),
        },
        true,
      );
    draw();
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', draw);
    return () => {
      system.removeEventListener('change', draw);
      observer.disconnect();
      chart.dispose();
    };
  }, [make, shown]);
  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}

/** Axes and hints in the page's own colours. */
export function chartLook() {
  const [ink, line, raised] = [tokenColour('--ink-3'), tokenColour('--line'), tokenColour('--raised')];
  return {
    axis: { axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: line, opacity: 0.6 } } },
    tooltip: { backgroundColor: raised, borderColor: line, textStyle: { color: tokenColour('--ink') } },
    ink,
    line,
  };
}
