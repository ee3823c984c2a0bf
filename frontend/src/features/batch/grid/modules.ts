import {
  CellStyleModule,
  CheckboxEditorModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
  TooltipModule,
} from 'ag-grid-community';

/** Makes the parts of AG Grid that are used known to it; what is not listed is not bundled. */
export function registerGridModules(): void {
  ModuleRegistry.registerModules([
    CellStyleModule,
    CheckboxEditorModule,
    ColumnApiModule,
    ColumnAutoSizeModule,
    EventApiModule,
    InfiniteRowModelModule,
    RenderApiModule,
    RowApiModule,
    RowSelectionModule,
    RowStyleModule,
    ScrollApiModule,
    TextEditorModule,
    TooltipModule,
  ]);
}
