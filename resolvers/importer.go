package resolvers

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/model"
)

// importRequest reads what all ways to use an importer take.
func importRequest(in graph.RunImporterInput) (r importer.Request, err error) {
	r = importer.Request{Importer: in.Importer, DeleteMissing: in.DeleteMissing}
	if in.UploadID != nil {
		if r.UploadID, err = in.UploadID.Int("Upload"); err != nil {
			return r, model.Invalid("uploadId", "This is not the id of an upload.")
		}
	}
	if err := decode(in.Format, &r.Format); err != nil {
		return r, model.Invalid("format", "This is not a format such as {\"delimiter\": \";\", \"encoding\": \"utf-8\"}.")
	}
	if err := decode(in.Mapping, &r.Mapping); err != nil {
		return r, model.Invalid("mapping", "This is not a mapping such as {\"key\": \"StockCode\"}.")
	}
	if err := decode(in.Parameters, &r.Parameters); err != nil {
		return r, model.Invalid("parameters", "This must be a JSON object: {\"key\": value, …}.")
	}
	return r, nil
}

// importRejectsURL is where the server answers with so many lines that a job
// rejected; nil if there are none.
func importRejectsURL(j *model.Job, rejected int) *string {
	if rejected == 0 {
		return nil
	}
	return new(fmt.Sprintf("/download/%s/%s", j.GlobalID(), importer.RejectsName))
}

// decode reads a JSON value of the API into a struct or map that has to have all
// that it says.
func decode(given any, into any) error {
	if given == nil {
		return nil
	}
	text, err := json.Marshal(given)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
