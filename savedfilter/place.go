package savedfilter

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/words"
)

// The lists that filters can be saved for. Those of the rows of a batch type are
// called rowsOf and its key.
const (
	Products   = "products"
	Batches    = "batches"
	Jobs       = "jobs"
	Operations = "operations"
	rowsOf     = "rows:"
)

// maxSize is the greatest size of a filter with its order, in bytes.
const maxSize = 10_000

// mayView returns an Error unless there is such a list and the viewer may see it.
func (s *Service) mayView(ctx context.Context, place string) error {
	switch typeKey, ofRows := strings.CutPrefix(place, rowsOf); {
	case ofRows:
		return s.batches.MayViewType(ctx, typeKey)
	case place == Batches:
		_, err := s.batches.Types(ctx)
		return err
	case place == Products:
		return auth.Require(ctx, catalog.PermissionView)
	case place == Jobs:
		return s.jobs.RequireView(ctx)
	case place == Operations:
		return operation.RequireView(ctx)
	}
	return model.Invalid("place", "Filters can be saved for products, batches, jobs, operations, and rows:TYPE.")
}

// check returns an INVALID or LIMIT Error unless the filter and the order are what
// the list takes.
func (s *Service) check(place string, f *Filter) error {
	if len(f.Where)+len(f.OrderBy) > maxSize {
		return model.Limit("The filter is too large to be kept: at most %s bytes.", words.Thousands(maxSize)).At("where")
	}
	switch typeKey, ofRows := strings.CutPrefix(place, rowsOf); {
	case ofRows:
		return checked(f, func(where *batch.RowFilter, orderBy *batch.RowOrder) error {
			return s.batches.CheckRowFilter(typeKey, where, orderBy)
		})
	case place == Batches:
		return checked(f, (*batch.Filter).Check)
	case place == Jobs:
		return checked(f, checkJobs)
	case place == Operations:
		return checked(f, (*operation.Filter).Check)
	default:
		return checked(f, (*catalog.Filter).Check)
	}
}

// checkJobs checks a filter of jobs. They have no other order than the usual one.
func checkJobs(where *job.Filter, orderBy *struct{}) error {
	if orderBy != nil {
		return model.Invalid("orderBy", "Jobs can't be ordered; leave this out.")
	}
	return where.Check()
}

// checked reads a filter and an order, and checks both.
func checked[F, O any](f *Filter, check func(*F, *O) error) error {
	where, err := read[F](f.Where, "where")
	if err != nil {
		return err
	}
	if where == nil {
		return model.Invalid("where", "This must be a filter of the list; {} stands for everything.")
	}
	orderBy, err := read[O](f.OrderBy, "orderBy")
	if err != nil {
		return err
	}
	return check(where, orderBy)
}

// read reads JSON that holds nothing but what T has; nil for null and nothing.
func read[T any](raw json.RawMessage, field string) (value *T, err error) {
	if len(raw) == 0 {
		return nil, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		return nil, model.Invalid(field, "The list takes no such condition, or none with such a value.")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, model.Invalid(field, "This must be one JSON object.")
	}
	return value, nil
}
