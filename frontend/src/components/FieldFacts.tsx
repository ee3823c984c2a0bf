import { DataList, List } from '@mantine/core';
import { fieldLabel, valueText } from './valueText';

/** The fields of a JSON object as label and value; lists are told point by point. */
export function FieldFacts({ fields }: { fields: Record<string, unknown> }) {
  const shown = Object.entries(fields)
    .filter(([, value]) => valueText(value) !== '')
    // What is simple tells most, at a glance.
    .sort(([, a], [, b]) => Number(typeof a === 'object') - Number(typeof b === 'object'));
  return (
    <DataList gap={6} labelWidth="110px">
      {shown.map(([key, value]) => (
        <DataList.Item key={key}>
          <DataList.ItemLabel>{fieldLabel(key)}</DataList.ItemLabel>
          <DataList.ItemValue>
            {Array.isArray(value) && value.length > 1 ? (
              <List size="sm">
                {value.map((item) => (
                  <List.Item key={valueText(item)}>{valueText(item)}</List.Item>
                ))}
              </List>
            ) : (
              valueText(value)
            )}
          </DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}
