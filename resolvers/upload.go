package resolvers

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/resolvers/scalar"
)

// maxInRequest is the greatest size of a file that comes with a request.
const maxInRequest = 32 << 20

// keep keeps a file that came with a request.
func (r *Resolver) keep(ctx context.Context, file graphql.Upload) (*model.Upload, error) {
	return r.Uploads.Create(ctx, file.Filename, file.ContentType, file.File, maxInRequest)
}

// uploadOf returns the file of a batch, if the viewer may see it.
func (r *Resolver) uploadOf(ctx context.Context, b *model.Batch) (*model.Upload, error) {
	return loadersOf(ctx).uploads.load(ctx, b.UploadID)
}

// rejectsURL is where the server answers with the lines that did not make it.
func rejectsURL(b *model.Batch) *string {
	if b.FileReport == nil || !b.FileReport.HasRejects {
		return nil
	}
	path := fmt.Sprintf("/download/%s/%s", b.GlobalID(), batch.RejectsName)
	return &path
}

// ofUploaded is the part of the input that is not the file.
func ofUploaded(in graph.UploadBatchInput) graph.CreateBatchFromUploadInput {
	return graph.CreateBatchFromUploadInput{
		Type: in.Type, Description: in.Description, Format: in.Format, Mapping: in.Mapping,
		BadLines: in.BadLines, Duplicates: in.Duplicates, LeaveOutWaiting: in.LeaveOutWaiting,
		Parameters: in.Parameters, ClientKey: in.ClientKey,
	}
}

func (r *Resolver) createFromUpload(ctx context.Context, upload int64, in graph.CreateBatchFromUploadInput) (*graph.CreateBatchPayload, error) {
	parameters, err := scalar.UnmarshalObject(in.Parameters)
	if err != nil {
		return nil, err
	}
	b, err := r.Batches.CreateFromUpload(ctx, batch.FromUpload{
		Draft:       batch.Draft{Type: in.Type, Description: in.Description, Parameters: parameters, ClientKey: in.ClientKey},
		FileChoices: batch.FileChoices{BadLines: in.BadLines, Duplicates: in.Duplicates, LeaveOutWaiting: in.LeaveOutWaiting},
		Upload:      upload, Format: deref(in.Format), Mapping: mappingOf(in.Mapping),
	})
	if err != nil {
		return nil, err
	}
	return &graph.CreateBatchPayload{Batch: b}, nil
}

func mappingOf(list []*graph.FieldMappingInput) map[string]string {
	if list == nil {
		return nil
	}
	mapping := make(map[string]string, len(list))
	for _, m := range list {
		mapping[m.Field] = m.Column
	}
	return mapping
}

func fieldMappings(mapping map[string]string) []*graph.FieldMapping {
	list := make([]*graph.FieldMapping, 0, len(mapping))
	for _, field := range slices.Sorted(maps.Keys(mapping)) {
		list = append(list, &graph.FieldMapping{Field: field, Column: mapping[field]})
	}
	return list
}

func lineFields(k *batch.Kind) []*graph.LineField {
	list := make([]*graph.LineField, len(k.Lines.Fields))
	for i, f := range k.Lines.Fields {
		list[i] = &graph.LineField{Column: f.Column, Title: k.FieldTitle(f), Required: f.Required, Matches: f.Match != ""}
	}
	return list
}

// givenLines takes lines whose values are texts, or numbers as they are written.
func givenLines(rows []any) ([]batch.GivenLine, error) {
	lines := make([]batch.GivenLine, len(rows))
	for i, row := range rows {
		object, err := scalar.UnmarshalObject(row)
		if err != nil {
			return nil, err
		}
		lines[i] = batch.GivenLine{}
		for field, value := range object {
			switch v := value.(type) {
			case nil:
			case string:
				lines[i][field] = v
			case json.Number, int64, int:
				lines[i][field] = fmt.Sprint(v)
			default:
				return nil, model.Invalid("rows", "The values of a row must be texts, as they were typed.")
			}
		}
	}
	return lines, nil
}

// orNil is nil for an empty text.
func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
