package job

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/spreadsheet"
)

// The name and type of the file that ExportExceptions writes.
const (
	ExportName = "exceptions.csv"
	ExportType = "text/csv; charset=utf-8"
)

// exportColumns are the header of exported exceptions.
var exportColumns = []string{
	"exception", "item_key", "item", "chunk", "node", "reason", "state", "details", "data", "correction", "raised_at", "resolved_at",
}

// ExportExceptions writes a job's exceptions that match as CSV, with a header,
// the first raised first, texts defused, for a viewer with the permission ToView.
// Errors:
// NOT_FOUND, INVALID; before anything is written.
func (e *Engine) ExportExceptions(ctx context.Context, out io.Writer, jobID int64, where *Exceptions) error {
	page, err := e.ListExceptions(ctx, jobID, where, MaxExceptionPage, nil)
	if err != nil {
		return err
	}
	lines := spreadsheet.NewWriter(out)
	err = lines.Write(exportColumns...)
	for err == nil {
		for _, x := range page.Nodes() {
			if err := lines.Write(exported(x)...); err != nil {
				return fmt.Errorf("writing exceptions: %w", err)
			}
		}
		if !page.HasNext {
			err = lines.Flush()
			break
		}
		last := page.Edges[len(page.Edges)-1].Cursor
		if page, err = e.ListExceptions(ctx, jobID, where, MaxExceptionPage, &last); err != nil {
			return err
		}
	}
	if err != nil {
		return fmt.Errorf("writing exceptions: %w", err)
	}
	return nil
}

func exported(x *model.Exception) []string {
	resolvedAt := ""
	if x.ResolvedAt != nil {
		resolvedAt = x.ResolvedAt.UTC().Format(time.RFC3339)
	}
	return []string{
		strconv.FormatInt(x.ID, 10), strconv.FormatInt(x.ItemKey, 10), x.ItemLabel, strconv.FormatInt(x.Chunk, 10),
		x.Node, x.Reason, string(x.State), string(x.Details), string(x.Item), string(x.Correction),
		x.RaisedAt.UTC().Format(time.RFC3339), resolvedAt,
	}
}
