import { graphql, type ResultOf, type VariablesOf } from '~/graphql/graphql';

export const inspectUploadQuery = graphql(`
  query InspectUpload($input: InspectUploadInput!) {
    inspectUpload(input: $input) {
      upload {
        id
        name
        size
      }
      format {
        kind
        compression
        encoding
        lineEnd
        delimiter
        quote
        sheet
        header
        decimal
        dateOrder
        columns {
          name
          header
          type
          decimal
          dateOrder
          currency
          serial
        }
      }
      sheets {
        name
        hidden
      }
      preview {
        line
        fields
        problems {
          column
          reason
        }
      }
      sampled
      whole
      warnings {
        column
        message
      }
      mapping {
        field
        column
      }
      remembered
    }
  }
`);

/** What can be told about a file before anything is done with it. */
export type Inspection = ResultOf<typeof inspectUploadQuery>['inspectUpload'];

/** How the file is written, as it was found out. */
export type FileFormat = Inspection['format'];

/** What the user says about the file; what is left out is detected. */
export type FormatOverrides = NonNullable<
  VariablesOf<typeof inspectUploadQuery>['input']['format']
>;
