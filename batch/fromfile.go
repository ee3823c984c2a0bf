package batch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// FromUpload is what creating a batch from an uploaded file takes.
type FromUpload struct {
	Draft
	FileChoices
	Upload int64
	// Format is how to read the file; what it leaves open is detected.
	Format reader.Format
	// Mapping says which column of the file each field comes from: field → name of
	// the column. nil: what the viewer used the last time for files with these
	// columns, or else what the names suggest.
	Mapping map[string]string
}

// CreateFromUpload creates a batch of the lines of a file, and the job that
// populates it. The viewer needs the type's permissions view and create, and to
// see the upload. Errors: INVALID, naming the field to blame; NOT_FOUND.
func (s *Service) CreateFromUpload(ctx context.Context, in FromUpload) (*model.Batch, error) {
	k, err := s.creatable(ctx, in.Type, model.SourceFile)
	if err != nil {
		return nil, err
	}
	u, inspection, err := s.inspect(ctx, in.Upload, in.Format)
	if err != nil {
		return nil, err
	}
	file, err := s.fileSource(ctx, k, in, inspection.Format)
	if err != nil {
		return nil, err
	}
	b, err := s.create(ctx, k, in.Draft, source{Kind: model.SourceFile, File: file, Text: file.text(u.Name), upload: &u.ID})
	if err != nil {
		return nil, err
	}
	return b, s.rememberMapping(ctx, k, file)
}

// fileSource checks the choices, and completes them.
func (s *Service) fileSource(ctx context.Context, k *Kind, in FromUpload, format reader.Format) (*fileSource, error) {
	if err := k.checkChoices(&in.FileChoices); err != nil {
		return nil, err
	}
	file := &fileSource{Format: format, Mapping: in.Mapping, FileChoices: in.FileChoices}
	if file.Mapping == nil {
		var err error
		if file.Mapping, _, err = s.mapping(ctx, k, file.Format); err != nil {
			return nil, err
		}
	}
	if err := k.checkMapping(file.Mapping, file.Format); err != nil {
		return nil, err
	}
	if file.Duplicates == AddUp && file.Mapping[k.Lines.Count] == "" {
		return nil, model.Invalid("duplicates", "To add up, say which column of the file %s comes from.", k.column(k.Lines.Count).Title)
	}
	return file, nil
}

// TryFile reads a file as CreateFromUpload would, without an upload, and reports
// what would become of its lines; duplicates are not looked for, and nothing is
// written. The viewer needs the type's permissions view and create. Errors:
// INVALID, naming the field to blame, also if the file would be rejected; the
// report then says why.
func (s *Service) TryFile(ctx context.Context, in FromUpload, file io.ReadSeeker, onBad OnBad) (*reader.Inspection, *model.FileReport, error) {
	k, err := s.creatable(ctx, in.Type, model.SourceFile)
	if err != nil {
		return nil, nil, err
	}
	inspection, err := inspectFile(ctx, file, in.Format)
	if err != nil {
		return nil, nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, nil, fmt.Errorf("going back to the start of the file: %w", err)
	}
	src, err := s.fileSource(ctx, k, in, inspection.Format)
	if err != nil {
		return inspection, nil, err
	}
	cells, err := k.cells(src)
	if err != nil {
		return inspection, nil, err
	}
	if err := k.measure(ctx, s.db, cells); err != nil {
		return inspection, nil, err
	}
	rows, err := reader.Open(ctx, file, src.Format)
	if err != nil {
		return inspection, nil, err
	}
	lines := newIntake(ctx, rows, cells, src.BadLines, onBad)
	_, err = io.Copy(io.Discard, lines)
	return inspection, &lines.report, errors.Join(err, rows.Close())
}

// FileInspection is what can be told about a file before a batch is made of it.
type FileInspection struct {
	*reader.Inspection
	Upload *model.Upload
	// Mapping is the suggested mapping for a type; see FromUpload. Remembered: it is
	// what the viewer used the last time.
	Mapping    map[string]string
	Remembered bool
}

// Inspect tells how a file is written and, with the key of a type, which of its
// columns the fields of lines may come from. What format says holds; the rest is
// detected. The viewer needs to see the upload, and the type. Errors: INVALID,
// NOT_FOUND, LIMIT.
func (s *Service) Inspect(ctx context.Context, uploadID int64, format reader.Format, typeKey string) (*FileInspection, error) {
	u, inspection, err := s.inspect(ctx, uploadID, format)
	if err != nil {
		return nil, err
	}
	result := &FileInspection{Inspection: inspection, Upload: u}
	if typeKey == "" {
		return result, nil
	}
	k, err := s.creatable(ctx, typeKey, model.SourceFile)
	if err != nil {
		return nil, err
	}
	result.Mapping, result.Remembered, err = s.mapping(ctx, k, inspection.Format)
	return result, err
}

// inspect opens an upload and tells how it is written.
func (s *Service) inspect(ctx context.Context, uploadID int64, format reader.Format) (*model.Upload, *reader.Inspection, error) {
	u, content, err := s.files.Read(ctx, uploadID)
	if err != nil {
		return nil, nil, err
	}
	defer content.Close()
	inspection, err := inspectFile(ctx, content, format)
	return u, inspection, err
}

func inspectFile(ctx context.Context, file io.Reader, format reader.Format) (*reader.Inspection, error) {
	inspection, err := reader.Inspect(ctx, file, format)
	var own *model.Error
	if errors.As(err, &own) && own.Field != "" && own.Field != "file" {
		return nil, own.At("format." + own.Field)
	}
	return inspection, err
}
