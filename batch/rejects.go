package batch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload"
	"github.com/sluicehq/sluice/upload/reader"
)

// rejectsKey finds the file of the lines of a batch's file that did not make it.
func rejectsKey(batchID int64) string { return fmt.Sprintf("rejects/%d.csv", batchID) }

const rejectsType = "text/csv; charset=utf-8"

// RejectsName is what users call that file.
const RejectsName = "rejected-lines.csv"

// rejects writes that file, once there is a line for it.
type rejects struct {
	ctx   context.Context
	files *upload.Service
	key   string
	file  *upload.Attachment
	lines *reader.Rejects
}

func (r *rejects) write(line int, column, reason, original string) (err error) {
	if r.file == nil {
		if r.file, err = r.files.Attach(r.ctx, r.key, rejectsType); err != nil {
			return err
		}
		if r.lines, err = reader.NewRejects(r.file); err != nil {
			return err
		}
	}
	return r.lines.Write(line, column, reason, original)
}

// keep ends the file and reports whether there is one.
func (r *rejects) keep() (bool, error) {
	if r.file == nil {
		return false, nil
	}
	if err := r.lines.Flush(); err != nil {
		return false, errors.Join(err, r.abandon())
	}
	file := r.file
	r.file = nil
	return true, file.Keep()
}

// abandon leaves nothing of a file that was not kept.
func (r *rejects) abandon() error {
	if r.file == nil {
		return nil
	}
	file := r.file
	r.file = nil
	return file.Abandon()
}

// Rejects returns the name of the file of those lines of a batch's file that did
// not make it, and what writes it. The viewer needs the permission view. Errors:
// NOT_FOUND if all did.
func (s *Service) Rejects(ctx context.Context, id int64) (Download, func(io.Writer) error, error) {
	b, err := s.Get(ctx, id)
	if err != nil {
		return Download{}, nil, err
	}
	if b.FileReport == nil || !b.FileReport.HasRejects || rowsGone(b) {
		return Download{}, nil, model.NotFound("file of rejected lines")
	}
	return Download{Name: RejectsName, ContentType: rejectsType}, func(out io.Writer) (err error) {
		content, err := s.files.Attached(ctx, rejectsKey(b.ID))
		if err != nil {
			return err
		}
		defer content.Close()
		_, err = io.Copy(out, content)
		return err
	}, nil
}
