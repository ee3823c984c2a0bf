import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import { Paper, Text } from '@mantine/core';
import { formatCount, formatRate, formatTimeOfDay } from '~/components/format';
import { greatestRate, type RatePoint } from './rateSeries';

/** How fast the job went, as a curve over time. */
export default function RateChart({ series }: { series: readonly RatePoint[] }) {
  const data = series.map(({ at, rate }) => ({ time: formatTimeOfDay(at), rate }));
  return (
    <Paper component="figure" m={0} withBorder p="md">
      <Text component="figcaption" size="sm" fw={600} mb="xs">
        Items per second
        <Text span size="sm" c="dimmed" fw={400} ml="xs">
          since this page was opened, at most {formatRate(greatestRate(series))}
        </Text>
      </Text>
      <AreaChart
        aria-hidden
        h={200}
        data={data}
        dataKey="time"
        series={[{ name: 'rate', label: 'Items per second', color: 'sluice.6' }]}
        curveType="monotone"
        withDots={false}
        withGradient
        connectNulls={false}
        valueFormatter={(value) => formatCount(Math.round(value))}
        xAxisProps={{ minTickGap: 48 }}
        areaChartProps={{ accessibilityLayer: false }}
        areaProps={{ isAnimationActive: false }}
      />
    </Paper>
  );
}
