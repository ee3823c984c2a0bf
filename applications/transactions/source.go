package transactions

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

var sourceForms = []job.SourceForm{{Form: "lines:7", Description: "the lines of a file of sales, as staging it said"}}

var sourceForm = regexp.MustCompile(`^lines:([1-9][0-9]{0,17})$`)

func sourceOf(fileID int64) string { return fmt.Sprintf("lines:%d", fileID) }

// parseSource returns the id of the file that a source names. Errors: INVALID
// at "source".
func parseSource(text string) (int64, error) {
	match := sourceForm.FindStringSubmatch(text)
	if match == nil {
		return 0, model.Invalid("source", "Stage a file of sales first, and give the source that this has returned, such as lines:7.")
	}
	id, err := strconv.ParseInt(match[1], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("reading the source: %w", err)
	}
	return id, nil
}

// CheckSource implements job.SourceChecker. It keeps the file from being swept
// until the job is there.
func (processor) CheckSource(ctx context.Context, db bun.IDB, text string) error {
	id, err := parseSource(text)
	if err != nil {
		return err
	}
	var found []int64
	err = db.NewSelect().Table("sales_file").Column("id").Where("id = ?", id).For("KEY SHARE").Scan(ctx, &found)
	if err != nil {
		return fmt.Errorf("looking for the file: %w", err)
	}
	if len(found) == 0 {
		return model.Invalid("source", "There is no such file of sales. Stage it first.")
	}
	return nil
}

// query returns a query of a source's lines, FROM sales_line AS l, that selects
// nothing yet.
func query(db bun.IDB, source string) (*bun.SelectQuery, error) {
	id, err := parseSource(source)
	if err != nil {
		return nil, err
	}
	return db.NewSelect().TableExpr("sales_line AS l").Where("l.file_id = ?", id), nil
}
